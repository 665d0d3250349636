import Database from 'better-sqlite3';
import { AppError } from '../../../shared/base/app-error.ts';
import type { ErrorCode } from '../../../shared/base/error-codes.ts';

const CODES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_CORRUPT', 'vault.damaged'],
  ['SQLITE_IOERR_LOCK', 'vault.read_only'], // locked for writing though it was opened for reading alone
  ['SQLITE_IOERR', 'vault.damaged'],
  ['SQLITE_FORMAT', 'vault.damaged'],
  ['SQLITE_ERROR', 'vault.damaged'],
  ['SQLITE_MISMATCH', 'vault.damaged'],
  ['SQLITE_NOTADB', 'vault.not_a_vault'],
  ['SQLITE_FULL', 'vault.disk_full'],
  ['SQLITE_BUSY', 'vault.in_use'],
  ['SQLITE_LOCKED', 'vault.in_use'],
  ['SQLITE_READONLY', 'vault.read_only'],
  ['SQLITE_PERM', 'vault.read_only'],
  ['SQLITE_CANTOPEN', 'vault.not_found'],
];

/**
 * What SQLite threw, in the app's codes; anything else comes back as it is. `SQLITE_ERROR` (no such table, malformed
 * schema) can only come from a damaged file: every statement is written here and tested.
 */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = CODES.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  return code === undefined ? error : new AppError(code, `SQLite: ${error.code}`, { cause: error });
}

/** The code that SQLite gave, null when `error` is not of SQLite nor caused by it. */
export function sqliteCode(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof AppError && error.cause instanceof Database.SqliteError ? error.cause.code : null;
}
