import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Sql } from '../../../../core/store/tables/sql.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { code } from '../../../harness/log/test-vault.ts';

/** A database with one table, and two connections to it. */
function opened(folder: string): { readonly path: string; readonly sql: Sql; readonly other: Sql } {
  const path = join(folder, 'v');
  const made = new Database(path);
  made.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  made.close();
  return { path, sql: new Sql(path), other: new Sql(path) };
}

const count = (sql: Sql) => sql.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM t').get()?.n;

describe('a transaction', () => {
  it('is written whole, and gives what its work gave', () => {
    using folder = tempFolder();
    const { sql, other } = opened(folder.path);
    const insert = sql.prepare<[string], unknown>('INSERT INTO t (text) VALUES (?)');
    expect(sql.transaction(() => insert.run('a') + insert.run('b'))).toBe(2);
    expect(count(other)).toBe(2);
  });

  it('that fails is not written at all, and the next one is', () => {
    using folder = tempFolder();
    const { sql, other } = opened(folder.path);
    const insert = sql.prepare<[string | null], unknown>('INSERT INTO t (text) VALUES (?)');
    const bug = new TypeError('a bug');
    const fails = (work: () => void) =>
      sql.transaction(() => {
        insert.run('half');
        work();
      });
    expect(() => fails(() => void insert.run(null))).toThrow();
    expect(() =>
      fails(() => {
        throw bug;
      }),
    ).toThrow(bug);
    expect(count(other)).toBe(0);
    sql.transaction(() => insert.run('whole'));
    expect(count(other)).toBe(1);
  });

  it('is not begun while another connection writes', () => {
    using folder = tempFolder();
    const { sql, other } = opened(folder.path);
    other.exec('BEGIN IMMEDIATE');
    let ran = false;
    expect(() =>
      sql.transaction(() => {
        ran = true;
      }),
    ).toThrow(code('vault.in_use'));
    expect(ran).toBe(false);
  });
});

describe('a statement', () => {
  it('of a table that is not there is of a damaged file', () => {
    using folder = tempFolder();
    const { sql } = opened(folder.path);
    expect(() => sql.prepare('SELECT * FROM nothing')).toThrow(code('vault.damaged'));
    expect(() => sql.exec('nonsense')).toThrow(code('vault.damaged'));
  });

  it('says the same whether it is read at once or row by row', () => {
    using folder = tempFolder();
    const { sql, other, path } = opened(folder.path);
    const insert = sql.prepare<[string], unknown>('INSERT INTO t (text) VALUES (?)');
    sql.transaction(() => {
      for (let n = 0; n < 1_000; n++) insert.run('x'.repeat(100));
    });
    sql.close();
    other.close();
    const bytes = readFileSync(path);
    bytes.fill(0xee, 10 * 4096, 12 * 4096);
    writeFileSync(path, bytes);
    const select = new Sql(path).prepare('SELECT * FROM t');
    expect(() => select.all()).toThrow(code('vault.damaged'));
    let read = 0;
    expect(() => {
      for (const _ of select.iterate()) read += 1;
    }).toThrow(code('vault.damaged'));
    expect(read).toBeGreaterThan(0);
  });

  it('never makes a file', () => {
    using folder = tempFolder();
    expect(() => new Sql(join(folder.path, 'gone'))).toThrow(code('vault.not_found'));
  });
});
