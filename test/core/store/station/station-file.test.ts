import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyEd25519 } from '../../../../core/hash/node-hash.ts';
import { writeAtomically } from '../../../../core/store/disk/atomic-file.ts';
import { FILE_KEY_BOX, type KeyBox } from '../../../../core/store/station/key-box.ts';
import { stationLogKey } from '../../../../core/store/station/log-key-file.ts';
import { readStation, type StationMemory, withSeen, writeStation } from '../../../../core/store/station/station-file.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import type { Head } from '../../../../shared/log/note/checkpoint.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { seeded } from '../../../harness/log/sample-log.ts';
import { code } from '../../../harness/log/test-vault.ts';

const head = (epoch: number, size: number): Head => ({ origin: `halligan.localhost/v_test/s_test/${epoch}`, size, root: 'ab'.repeat(32) });
const MEMORY: StationMemory = { v: 1, id: 's_test', name: 'Ops room A', seen: {} };

/** A keyring that only opens what it sealed itself. */
const keyring = (mask: number): KeyBox => ({
  kind: 'libsecret',
  seal: async (bytes) => Uint8Array.from([mask, ...bytes.map((byte) => byte ^ mask)]),
  open: async (bytes) => {
    if (bytes[0] !== mask) throw new Error('another keyring');
    return bytes.slice(1).map((byte) => byte ^ mask);
  },
});

describe("a station's memory", () => {
  test('is read as it was written, by its owner alone', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'station.json');
    expect(readStation(path)).toBeNull();
    const memory = withSeen(MEMORY, 'v_test', { head: head(1, 5), charter: 2 });
    writeStation(path, memory);
    expect(readStation(path)).toEqual(memory);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path)).toEqual(['station.json']);
  });

  test('that cannot be read is not taken for an empty one', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'station.json');
    for (const bad of ['', '{', '{"v":1}', '{"v":2,"id":"s","name":"","seen":{}}', '{"v":1,"id":"s","name":"","seen":{},"more":1}']) {
      writeFileSync(path, bad);
      expect(() => readStation(path), bad).toThrow(code('vault.damaged'));
    }
  });

  test('never forgets a higher head or charter', () => {
    const heads = [head(1, 5), head(1, 9), head(2, 1), head(1, 99), null, head(2, 3), head(2, 2)];
    let memory = MEMORY;
    for (const [charter, seen] of heads.entries()) memory = withSeen(memory, 'v_test', { head: seen, charter: 7 - charter });
    expect(memory.seen['v_test']).toEqual({ charter: 7, head: head(2, 3) });
    expect(withSeen(memory, 'v_other', { head: null, charter: 1 }).seen['v_test']).toEqual(memory.seen['v_test']);
  });

  test('is the old one or the new one, and says when it could not be written', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'a');
    writeAtomically(path, utf8('one'));
    writeAtomically(path, utf8('two'));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(() => writeAtomically(join(folder.path, 'nowhere', 'a'), utf8('x'))).toThrow(code('host.file_not_written'));
  });
});

describe("a station's log key", () => {
  test.each([
    ['in its file', FILE_KEY_BOX],
    ['in a keyring', keyring(90)],
  ])('%s is made once, and signs', async (_, box) => {
    using folder = tempFolder();
    const path = join(folder.path, 'log.key');
    const made = await stationLogKey(path, box, seeded('key'));
    const again = await stationLogKey(path, box, seeded('another'));
    expect(again.publicKey).toEqual(made.publicKey);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const message = utf8('head');
    expect(verifyEd25519(made.publicKey, message, new Uint8Array(again.sign(message)))).toBe(true);
    expect(verifyEd25519(made.publicKey, utf8('other'), new Uint8Array(again.sign(message)))).toBe(false);
  });

  test('that another keyring holds is not replaced in silence', async () => {
    using folder = tempFolder();
    const path = join(folder.path, 'log.key');
    await stationLogKey(path, keyring(90), seeded('key'));
    const before = readFileSync(path);
    await expect(stationLogKey(path, keyring(91), seeded('key'))).rejects.toThrow(code('vault.damaged'));
    expect(readFileSync(path)).toEqual(before);
  });
});
