import { AppError } from '../../shared/base/app-error.ts';
import type { Database, DatabaseUse } from './database.ts';
import { openPostgres } from './postgres-database.ts';
import { openSqlite } from './sqlite-database.ts';

/**
 * The database at `sqlite:PATH` or `postgres://…`, made or brought up to date where it has to be. Throws
 * `collector.cannot_write`, as `openSqlite` and `openPostgres` do, and for another address.
 */
export async function openDatabase(address: string, use: DatabaseUse = 'serve'): Promise<Database> {
  if (address.startsWith('sqlite:') && address.length > 7) return openSqlite(address.slice(7), use);
  if (/^postgres(ql)?:\/\//.test(address)) return openPostgres(address, use);
  throw new AppError('collector.cannot_write', 'a database is sqlite:PATH or postgres://ROLE:PASSWORD@HOST:PORT/DATABASE');
}
