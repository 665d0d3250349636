import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../../../core/store/file/migrations.ts';
import { logTables } from '../../../../core/store/tables/log-tables.ts';
import { Sql } from '../../../../core/store/tables/sql.ts';
import type { Head } from '../../../../shared/log/note/checkpoint.ts';
import { QUICK_PLACE, tempFolder } from '../../../harness/base/temp-folder.ts';
import { code, editEntries, logOptions, newLog, reopen, setting, verifyFile } from '../../../harness/log/test-vault.ts';

const SIZE = 12;
const NEXT_ENTRY = `INSERT INTO entry SELECT place + 1, log, seq + 1, leaf, lh, head FROM entry WHERE seq = ${SIZE - 1}`;

interface Made {
  readonly path: string;
  readonly head: Head;
}

/** A vault with 12 entries in commits of one and of two. */
function vaultIn(folder: string): Made {
  const { file, log } = newLog(folder);
  for (let n = 1; n < SIZE; n += 2) log.commit({ entries: n === SIZE - 1 ? [setting(n)] : [setting(n), setting(n + 1)] });
  const head = log.head();
  file.close();
  return { path: file.path, head };
}

/** The same as the app made it before a head lay with its entry. `note`: what becomes of the checkpoint. */
function olderVaultIn(folder: string, note: (text: string) => string = (text) => text): Made {
  const { path, head } = vaultIn(folder);
  const file = reopen(path);
  const { checkpoint } = file.entries.evidence(head.origin);
  file.close();
  const older = join(folder, 'older.halligan');
  const db = new Database(older);
  for (const [, sql] of MIGRATIONS.slice(0, 2)) db.exec(sql);
  db.exec(`ATTACH '${path}' AS newer`);
  for (const [table, columns] of [
    ['meta', '*'],
    ['log', '*'],
    ['entry', 'place, log, seq, leaf, lh'],
  ])
    db.exec(`INSERT INTO main.${table} SELECT ${columns} FROM newer.${table}`);
  db.prepare('INSERT INTO main.head (log, size, frontier, note) VALUES (1, ?, ?, ?)').run(SIZE, '', note(checkpoint));
  db.pragma(`application_id = ${db.pragma('newer.application_id', { simple: true })}`);
  db.pragma('user_version = 2');
  db.close();
  return { path: older, head };
}

describe('the signed head of a log', () => {
  test('of a vault that an older app wrote is found, and the log goes on', () => {
    using folder = tempFolder(QUICK_PLACE);
    const { path, head } = olderVaultIn(folder.path);
    const file = reopen(path);
    expect(verifyFile(file, head.origin)).toMatchObject({ verdict: 'proven', entries: SIZE, head });
    const log = file.openLog(logOptions({ seen: head }));
    expect(log.head()).toEqual(head);
    log.commit({ entries: [setting(99)] });
    expect(verifyFile(file, log.origin)).toMatchObject({ verdict: 'proven', entries: SIZE + 1 });
    file.close();
    const again = reopen(path);
    expect(again.openLog(logOptions({ seen: head })).size).toBe(SIZE + 1);
    again.close();
  });

  test.each([
    ['with another root', (text: string) => text.replace(/\n.(?=.{43}\n\n)/, (found) => (found === '\nA' ? '\nB' : '\nA'))],
    ['with another signature', (text: string) => text.replace(/....\n$/, 'AAA=\n')],
    ['that is none', () => ''],
  ])('of an older vault %s is not believed', (_, note) => {
    using folder = tempFolder(QUICK_PLACE);
    const { path } = olderVaultIn(folder.path, note);
    const file = reopen(path);
    expect(() => file.openLog(logOptions())).toThrow(code('log.tampered'));
    file.close();
  });

  // T3: without the key, nobody makes a shorter log of it, wherever a commit ended.
  test('is the only one in the file: an end that was cut off leaves no head', () => {
    for (let size = 1; size < SIZE; size++) {
      using folder = tempFolder(QUICK_PLACE);
      const { path } = vaultIn(folder.path);
      editEntries(path, `DELETE FROM entry WHERE seq >= ${size}`);
      const file = reopen(path);
      expect(() => file.openLog(logOptions()), `${size} left`).toThrow(code('log.tampered'));
      file.close();
    }
  });

  // L4
  test.each([
    ['is where it was left', 'SELECT 1', true],
    ['was taken away', 'UPDATE entry SET head = NULL', false],
    ['went on to another entry', `${NEXT_ENTRY}; UPDATE entry SET head = NULL WHERE seq = ${SIZE - 1}`, false],
    ['is where it was left, with an entry after it', NEXT_ENTRY, false],
  ])('that %s is compared before it moves', (_, sql, moves) => {
    using folder = tempFolder(QUICK_PLACE);
    const { path } = vaultIn(folder.path);
    editEntries(path, sql);
    const file = new Sql(path);
    expect(logTables(file).heads.leave(1, SIZE)).toBe(moves);
    file.close();
  });
});
