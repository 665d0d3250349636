/** T3: the end of a log is cut off before it was sent. Every kind of anchor catches it at every size; without one it is said how much nobody vouches for. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeTreeHasher, sha256 } from '../../core/hash/node-hash.ts';
import { upload } from '../../core/sync/upload.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { rootOf } from '../../shared/log/tree/proof.ts';
import { parseTlogPolicy } from '../../shared/log/verify/tlog-policy.ts';
import { verifyLog } from '../../shared/log/verify/verify-log.ts';
import { storedLog } from '../fault/stored-log.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { NODE_CRYPTO, type SampleLog, STATION, signedLog } from '../harness/log/sample-log.ts';
import { code, logOptions, newVault, reopen, setting, verifyFile } from '../harness/log/test-vault.ts';

const SIZE = 24;

describe('T3: a log whose end was cut off', () => {
  const folder = tempFolder();
  let running: RunningCollector;
  let whole: SampleLog;
  let newest: Head;
  /** As the file was when the log had so many entries, its signature good. */
  const fileOf = (size: number) => join(folder.path, `${size}.halligan`);
  /** The cut log as an export would have it, signed by the key of the station. */
  const cut = (size: number): SampleLog => signedLog(whole.leaves.slice(0, size));
  const sizes = Array.from({ length: SIZE - 1 }, (_, i) => i + 1);

  beforeAll(async () => {
    newVault(folder.path).close();
    const path = join(folder.path, 'test.halligan');
    for (let size = 1; size <= SIZE; size++) {
      const file = reopen(path);
      const log = file.openLog(logOptions());
      if (size > 1) log.commit({ entries: [setting(size)] });
      newest = log.head();
      whole = storedLog(file, STATION.log);
      file.close();
      copyFileSync(path, fileOf(size));
    }
    running = await RunningCollector.start();
    await running.enrol(cut(1));
  });
  afterAll(async () => {
    await running.end();
    folder[Symbol.dispose]();
  });

  it('is caught by what the station remembers outside of the file', () => {
    for (const size of sizes) {
      const file = reopen(fileOf(size));
      expect(() => file.openLog(logOptions({ seen: newest }))).toThrow(code('log.rollback'));
      file.close();
    }
  });

  it('is caught by a size and a root that somebody wrote down', () => {
    for (const size of sizes) {
      for (const anchor of [size + 1, SIZE]) {
        const anchors = [{ size: anchor, root: rootOf(whole.leafHashes.slice(0, anchor), nodeTreeHasher) }];
        const report = verifyLog({ ...cut(size), anchors }, NODE_CRYPTO);
        expect(report).toMatchObject({ verdict: 'incomplete', integrity: 'holds', findings: [{ code: 'log.anchor_differs' }] });
      }
    }
  });

  it('is caught by the collector, and by its receipt', async () => {
    const note = await upload(running.client(), await headToSend(whole), running.keys, new UploadState());
    const policy = parseTlogPolicy(utf8(`witness ours ${vkeyText(running.collector.keys.receipts.key)}\nquorum ours\n`), sha256);
    for (const size of sizes) {
      await expect(upload(running.client(), await headToSend(cut(size)), running.keys, new UploadState())).rejects.toThrow(
        code('collector.ahead'),
      );
      const report = verifyLog({ ...cut(size), policy, receipts: [{ size: SIZE, note }] }, NODE_CRYPTO);
      expect(report).toMatchObject({ verdict: 'incomplete', findings: [{ code: 'log.entry_missing' }] });
    }
  });

  it('is not caught where nothing remembers more, and every report says how many entries nobody vouches for', () => {
    for (const size of sizes) {
      const file = reopen(fileOf(size));
      expect(file.openLog(logOptions()).size).toBe(size);
      expect(verifyFile(file, STATION.log)).toMatchObject({ verdict: 'proven', unanchoredTail: size });
      file.close();
      const anchors = [{ size: 1, root: whole.leafHashes[0] ?? '' }];
      expect(verifyLog({ ...cut(size), anchors }, NODE_CRYPTO)).toMatchObject({ verdict: 'proven', unanchoredTail: size - 1 });
    }
  });
});
