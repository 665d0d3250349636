import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { finishFounding } from '../../../../core/store/file/finish-founding.ts';
import { createVaultFile } from '../../../../core/store/file/vault-file.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { code, logOptions, newLog, newVault, reopen, setting, verifyFile } from '../../../harness/log/test-vault.ts';

describe('a vault file', () => {
  test('is made whole, readable by its owner alone, and opened again', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    expect(file).toMatchObject({ vault: 'v_test', practice: false, stage: 'vault' });
    file.close();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file.path}.new`)).toBe(false);
    const again = reopen(file.path);
    expect(again.vault).toBe('v_test');
    again.close();
    expect(existsSync(`${file.path}-wal`)).toBe(false);
  });

  test('says whether it is a vault or a draft: application_id', () => {
    using folder = tempFolder();
    newVault(folder.path).close();
    newVault(folder.path, 'draft', 'd.halligan-founding').close();
    expect(readFileSync(join(folder.path, 'test.halligan')).subarray(68, 72).toString()).toBe('HALG');
    expect(readFileSync(join(folder.path, 'd.halligan-founding')).subarray(68, 72).toString()).toBe('HALD');
  });

  test('is never made over another file, nor where there is no folder', () => {
    using folder = tempFolder();
    newVault(folder.path).close();
    expect(() => newVault(folder.path)).toThrow(code('vault.exists'));
    expect(() => newVault(join(folder.path, 'nowhere'))).toThrow(code('vault.not_found'));
  });

  test('T8: is of one process, and of one opening in it', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    expect(() => reopen(file.path)).toThrow(code('vault.in_use'));
    file.close();
    reopen(file.path).close();
  });

  test('leaves no shared memory beside it', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions()).commit({ entries: [setting(1)] });
    expect(existsSync(`${file.path}-wal`)).toBe(true);
    expect(existsSync(`${file.path}-shm`)).toBe(false);
    file.close();
  });

  test.each<[string, (path: string) => void, string]>([
    ['nothing', () => undefined, 'vault.not_found'],
    ['a folder', (path) => mkdirSync(path), 'vault.not_a_vault'],
    ['an empty file', (path) => writeFileSync(path, ''), 'vault.not_a_vault'],
    ['text', (path) => writeFileSync(path, 'Dear diary, '.repeat(500)), 'vault.not_a_vault'],
    ['another SQLite file', (path) => sqlite(path, 'CREATE TABLE a (b)'), 'vault.not_a_vault'],
    [
      'an empty SQLite file that calls itself a vault',
      (path) => sqlite(path, 'PRAGMA application_id = 0x48414c47; PRAGMA user_version = 1'),
      'vault.damaged',
    ],
    ['a vault without a version', (path) => vaultBut(path, 'PRAGMA user_version = 0'), 'vault.damaged'],
    ['a vault of a newer app', (path) => vaultBut(path, 'PRAGMA user_version = 99'), 'vault.newer_version'],
    ['a founding that is not complete', (path) => vaultBut(path, 'PRAGMA application_id = 0x48414c44'), 'vault.half_founded'],
    ['a vault that lost a guard', (path) => vaultBut(path, 'DROP TRIGGER entry_is_frozen'), 'vault.damaged'],
    [
      'a vault with a trigger that somebody added',
      (path) => vaultBut(path, 'CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM disclosure; END'),
      'vault.damaged',
    ],
    [
      'a vault with a view over a table',
      (path) => vaultBut(path, 'ALTER TABLE request RENAME TO r; CREATE VIEW request AS SELECT * FROM r'),
      'vault.damaged',
    ],
    ['a vault that does not say whose it is', (path) => vaultBut(path, "DELETE FROM meta WHERE key = 'vault'"), 'vault.damaged'],
    ['a draft with the mark of a vault', (path) => vaultBut(path, "UPDATE meta SET value = 'draft' WHERE key = 'stage'"), 'vault.damaged'],
  ])('is not %s', (_, make, expected) => {
    using folder = tempFolder();
    const path = join(folder.path, 'x.halligan');
    make(path);
    expect(() => reopen(path)).toThrow(code(expected));
  });

  test('that cannot be written is said to be so', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.close();
    chmodSync(folder.path, 0o755);
    chmodSync(file.path, 0o444);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534); // root writes whatever the rights say
    try {
      expect(() => reopen(file.path)).toThrow(code('vault.read_only'));
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test('keeps charters and entries as they are', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    log.commit({
      entries: [setting(1)],
      change: (tx) => tx.charters.add({ version: 1, bytes: Uint8Array.of(1), signatures: Uint8Array.of(2) }),
    });
    expect(() => log.commit({ entries: [setting(2)], change: (tx) => tx.charters.clear() })).toThrow(code('log.cannot_write'));
    expect(file.read.charters.all()).toHaveLength(1);
    file.close();
    const db = new Database(file.path);
    for (const sql of ["UPDATE entry SET leaf = x'00'", 'DELETE FROM entry', "UPDATE charter SET bytes = x'00'", 'DELETE FROM charter']) {
      expect(() => db.exec(sql), sql).toThrow(/never/);
    }
    db.close();
  });
});

describe('a founding', () => {
  test('becomes a vault in the transaction of its last entry, or not at all', () => {
    using folder = tempFolder();
    const draft = newVault(folder.path, 'draft', 'a.halligan-founding');
    const log = draft.openLog(logOptions());
    const failing = () =>
      log.commit({
        entries: [{ act: 'founding.complete', out: 'ok' }],
        change: (tx) => {
          tx.becomeVault();
          throw new Error('the power fails here');
        },
      });
    expect(failing).toThrow('the power fails here');
    expect(draft.stage).toBe('draft');
    draft.close();
    expect(() => reopen(draft.path, 'vault')).toThrow(code('vault.half_founded'));
    expect(() => finishFounding(draft.path)).toThrow(code('vault.half_founded'));

    const again = reopen(draft.path, 'draft');
    again.openLog(logOptions()).commit({ entries: [{ act: 'founding.complete', out: 'ok' }], change: (tx) => tx.becomeVault() });
    again.close();
    expect(() => reopen(draft.path, 'draft')).toThrow(code('vault.not_a_vault'));
    const path = finishFounding(draft.path);
    expect(path).toBe(join(folder.path, 'a.halligan'));
    expect(existsSync(draft.path)).toBe(false);
    const vault = reopen(path);
    const { origin } = vault.openLog(logOptions());
    expect(verifyFile(vault, origin).verdict).toBe('proven');
    vault.close();
  });

  test('does not take the name of another vault', () => {
    using folder = tempFolder();
    newVault(folder.path, 'vault', 'a.halligan').close();
    newVault(folder.path, 'vault', 'a.halligan-founding').close();
    expect(() => finishFounding(join(folder.path, 'a.halligan-founding'))).toThrow(code('vault.exists'));
  });

  test('keeps what was typed, and a vault does not', () => {
    using folder = tempFolder();
    const draft = newVault(folder.path, 'draft', 'a.halligan-founding');
    draft.saveDraft('members', '["Mara"]');
    draft.saveDraft('members', '["Mara","Kenji"]');
    expect(draft.read.drafts.get('members')).toBe('["Mara","Kenji"]');
    draft.close();
    const vault = createVaultFile(join(folder.path, 'b.halligan'), { vault: 'v_b', practice: true, stage: 'vault', now: 0 });
    expect(() => vault.saveDraft('members', '[]')).toThrow(code('founding.none'));
    vault.close();
  });
});

function sqlite(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

function vaultBut(path: string, sql: string): void {
  createVaultFile(path, { vault: 'v_test', practice: false, stage: 'vault', now: 0 }).close();
  sqlite(path, sql);
}
