import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StationLog } from '../../../../core/store/log/station-log.ts';
import { READ_WHOLE_UP_TO } from '../../../../core/store/log/stored-log.ts';
import type { Head } from '../../../../shared/log/note/checkpoint.ts';
import { QUICK_PLACE, tempFolder } from '../../../harness/base/temp-folder.ts';
import { actsOf, code, editEntries, intent, logOptions, newLog, reopen, setting, verifyFile } from '../../../harness/log/test-vault.ts';

/** Beyond what is read whole: five marks, the newest that is used at 16,384. */
const SIZE = READ_WHOLE_UP_TO + 1_000;
const MARKED = 16_384;

let made: Uint8Array | null = null;
let early: Head | null = null;

/** A vault whose log has `SIZE` entries; the second is an intent that never had its result. Made once, copied for each test. */
function longVault(folder: string): string {
  const path = join(folder, 'long.halligan');
  made ??= makeLongVault(folder);
  writeFileSync(path, made);
  return path;
}

function makeLongVault(folder: string): Uint8Array {
  const { file, log } = newLog(folder);
  log.commit({ entries: [intent('r_1')] });
  early = log.head();
  log.commit({ entries: Array.from({ length: SIZE - 2 }, (_, n) => setting(n)) });
  file.close();
  return readFileSync(file.path);
}

/** How many entries were read after the opening. */
function readAll(log: StationLog): number {
  let slices = 0;
  while (!log.readOn(1_000)) slices++;
  return slices;
}

const EDIT = (seq: number) =>
  `UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '"drill":false', '"drill":true') AS BLOB) WHERE seq = ${seq}`;

describe('a long log', () => {
  test('goes on at once, gives an intent before its marks its result, and is read to its beginning', () => {
    using folder = tempFolder(QUICK_PLACE);
    const file = reopen(longVault(folder.path));
    const log = file.openLog(logOptions());
    expect(log.size).toBe(SIZE + 2);
    expect(actsOf(file, log.origin).slice(-2)).toEqual(['vault.unseal result unknown', 'recovery.unknown']);
    log.commit({ entries: [setting(1)] });
    expect(readAll(log)).toBe(Math.floor(MARKED / 1_000));
    log.commit({ entries: [setting(2)] });
    expect(verifyFile(file, log.origin)).toMatchObject({ verdict: 'proven' });
    file.close();
  });

  test('of before the marks is read whole once, and marked by its next entry', () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = longVault(folder.path);
    editEntries(path, 'DELETE FROM mark');
    const first = reopen(path);
    expect(readAll(first.openLog(logOptions()))).toBe(0);
    first.close();
    const second = reopen(path);
    expect(readAll(second.openLog(logOptions()))).toBe(Math.floor(MARKED / 1_000));
    second.close();
  });

  test('whose newest entries were edited is refused before anything is written', () => {
    for (const seq of [MARKED, SIZE - 1]) {
      using folder = tempFolder(QUICK_PLACE);
      const path = longVault(folder.path);
      editEntries(path, EDIT(seq));
      const file = reopen(path);
      expect(() => file.openLog(logOptions()), `entry ${seq}`).toThrow(code('log.tampered'));
      file.close();
    }
  });

  test.each([
    ['an entry that was edited', EDIT(9_000)],
    ['the last entry before a mark, edited', EDIT(MARKED - 1)],
    ['an entry with the leaf hash of another', 'UPDATE entry SET lh = (SELECT lh FROM entry WHERE seq = 8) WHERE seq = 9'],
    ['an entry that was deleted', 'DELETE FROM entry WHERE seq = 100'],
    ['a mark that hides an open intent', "UPDATE mark SET open_intents = ''"],
    [
      'an entry with leaf and hash of another, in its place',
      'UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE seq = 8), lh = (SELECT lh FROM entry WHERE seq = 8) WHERE seq = 9',
    ],
  ])('is shut by what it is read on to: %s', (_, sql) => {
    using folder = tempFolder(QUICK_PLACE);
    const path = longVault(folder.path);
    editEntries(path, sql);
    const file = reopen(path);
    const log = file.openLog(logOptions());
    expect(() => readAll(log)).toThrow(code('log.tampered'));
    expect(() => log.commit({ entries: [setting(1)] })).toThrow(code('log.tampered'));
    file.close();
    const again = reopen(path);
    const options = logOptions({ onMismatch: 'begin-anew' });
    if (sql.includes('mark')) expect(again.openLog(options).origin).toMatch(/\/1$/);
    else expect(again.openLog(options).origin).toMatch(/\/2$/);
    again.close();
  });

  test.each([
    ['of another frontier', `UPDATE mark SET frontier = (SELECT frontier FROM mark WHERE size = 4096) WHERE size = ${MARKED}`],
    ['that names an intent which is none', "UPDATE mark SET open_intents = '7'"],
    ['that is not a frontier', "UPDATE mark SET frontier = 'x'"],
  ])('with a mark %s is read whole', (_, sql) => {
    using folder = tempFolder(QUICK_PLACE);
    const path = longVault(folder.path);
    editEntries(path, sql);
    const file = reopen(path);
    const log = file.openLog(logOptions());
    expect(readAll(log)).toBe(0);
    expect(log.size).toBe(SIZE + 2);
    file.close();
  });

  test('is compared with a head that the station saw before its marks', () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = longVault(folder.path);
    if (early === null) throw new Error('the long log was made');
    const other = { ...early, root: '0'.repeat(64) };
    const file = reopen(path);
    expect(() => file.openLog(logOptions({ seen: other }))).toThrow(code('log.rollback'));
    const log = file.openLog(logOptions({ seen: early }));
    expect(readAll(log)).toBe(0);
    file.close();
  });
});
