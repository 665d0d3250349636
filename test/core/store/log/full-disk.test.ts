import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VaultFile } from '../../../../core/store/file/vault-file.ts';
import type { StationLog } from '../../../../core/store/log/station-log.ts';
import { Sql } from '../../../../core/store/tables/sql.ts';
import type { EntryDraft } from '../../../../shared/log/leaf/entry-draft.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { actsOf, code, intent, logOptions, newLog, newVault, reopen, setting, verifyFile } from '../../../harness/log/test-vault.ts';

const declare: EntryDraft = { act: 'request.declare', out: 'ok', cer: 'r_1' };
const seal: EntryDraft = { act: 'vault.seal', out: 'ok', cer: 'r_1', d: { how: 'person' } };

/** Commits until the disk is full; how many went in. */
function fill(log: StationLog): number {
  for (let n = 0; ; n++) {
    try {
      log.commit({ entries: [{ ...setting(n), d: { n, filling: 'x'.repeat(128) } }] });
    } catch (error) {
      expect(error).toEqual(code('log.full'));
      return n;
    }
  }
}

describe('T10: a full disk', () => {
  test('lets only sealing and the ceremony at hand into the last room, and everything again when there is room', () => {
    using folder = tempFolder();
    newVault(folder.path).close();
    const sql = new Sql(join(folder.path, 'test.halligan'));
    sql.pragma('locking_mode = EXCLUSIVE');
    sql.pragma('journal_mode = WAL');
    const file = new VaultFile(join(folder.path, 'test.halligan'), 'vault', sql);
    const log = file.openLog(logOptions());
    log.commit({ entries: [declare] });
    const pages = sql.pragma('page_count') as number; // an integer of SQLite's own
    sql.pragma(`max_page_count = ${pages + 20}`);
    const before = log.size + fill(log);
    expect(log.full).toBe(true);
    expect(log.size).toBe(before);

    // SQLite's own limit stands for the disk: dropping the ballast gave nothing, so not even log.full went in.
    expect(existsSync(`${file.path}-ballast`)).toBe(false);
    sql.pragma(`max_page_count = ${pages + 200}`);
    mkdirSync(`${file.path}-ballast`); // no ballast can be laid: the disk is still full
    expect(() => log.commit({ entries: [{ ...declare, cer: 'r_2' }] })).toThrow(code('log.full'));
    expect(() => log.commit({ entries: [intent('r_1')] })).toThrow(code('log.full'));
    expect(() => log.commit({ entries: [seal, setting(1)] })).toThrow(code('log.full'));
    log.commit({ entries: [{ act: 'item.reveal', ph: 'intent', cer: 'r_1' }] });
    log.commit({ entries: [{ act: 'item.reveal', ph: 'result', ref: log.size - 1, out: 'ok', cer: 'r_1' }, seal] });
    execFileSync('rmdir', [`${file.path}-ballast`]);
    log.commit({ entries: [setting(2)] });
    expect(log.full).toBe(false);
    expect(verifyFile(file, log.origin).verdict).toBe('proven');
    file.close();
  });

  test.runIf(canMount())('of eight megabytes takes the last entries from its ballast', () => {
    using folder = tempFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', folder.path]);
    try {
      const { file, log } = newLog(folder.path, { ballastBytes: 1024 * 1024 });
      log.commit({ entries: [declare] });
      const stored = fill(log) + 2;
      expect(log.full).toBe(true);
      expect(log.size).toBe(stored + 1);
      expect(actsOf(file, log.origin).at(-1)).toBe('log.full');
      expect(() => log.commit({ entries: [intent('r_2')] })).toThrow(code('log.full'));
      for (let n = 0; n < 100; n++) log.commit({ entries: [seal] });
      expect(verifyFile(file, log.origin)).toMatchObject({ verdict: 'proven', entries: stored + 101 });
      file.close();

      const again = reopen(file.path);
      expect(verifyFile(again, log.origin)).toMatchObject({ verdict: 'proven', entries: stored + 101 });
      again.close();
    } finally {
      execFileSync('umount', [folder.path]);
    }
  });

  test('without room for a ballast opens an old log for sealing alone, and begins no new one', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions());
    file.close();
    writeFileSync(join(folder.path, 'in-the-way'), '');
    execFileSync('rm', [`${file.path}-ballast`]);
    mkdirSync(`${file.path}-ballast`);
    const again = reopen(file.path);
    const log = again.openLog(logOptions());
    expect(log.full).toBe(true);
    expect(() => log.commit({ entries: [declare] })).toThrow(code('log.full'));
    log.commit({ entries: [{ act: 'app.start', out: 'ok' }] });
    again.close();
    const fresh = newVault(folder.path, 'vault', 'fresh.halligan');
    mkdirSync(`${fresh.path}-ballast`);
    expect(() => fresh.openLog(logOptions())).toThrow(code('log.full'));
    fresh.close();
  });

  test('has a ballast of real blocks', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions({ ballastBytes: 1024 * 1024 }));
    const { size, blocks } = statSync(`${file.path}-ballast`);
    expect(size).toBe(1024 * 1024);
    expect(blocks * 512).toBeGreaterThanOrEqual(size);
    file.close();
  });
});

/** Only root may mount. Where it may not, the first test stands for this one. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  using folder = tempFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder.path], { stdio: 'ignore' });
    execFileSync('umount', [folder.path]);
    return true;
  } catch {
    return false;
  }
}
