import { AppError } from '../../../shared/base/app-error.ts';
import { Sql } from '../tables/sql.ts';
import { MIGRATIONS } from './migrations.ts';

/** What the file's `user_version` says in this version of the app. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings a file from `version` to the present one, in one transaction. */
export function migrate(sql: Sql, version: number): void {
  sql.transaction(() => {
    for (const [, text] of MIGRATIONS.slice(version)) sql.exec(text);
    sql.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
}

let expected: string | null = null;

/**
 * Throws `vault.damaged` unless the file has exactly the tables, indexes and triggers that the migrations make: a lost
 * guard, or a trigger that somebody added, is not something to run.
 */
export function checkSchema(sql: Sql): void {
  expected ??= freshSchema();
  if (schemaText(sql) !== expected) throw new AppError('vault.damaged', 'the tables are not those of a vault');
}

function freshSchema(): string {
  const fresh = new Sql(':memory:');
  try {
    migrate(fresh, 0);
    return schemaText(fresh);
  } finally {
    fresh.close();
  }
}

function schemaText(sql: Sql): string {
  return JSON.stringify(sql.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all());
}
