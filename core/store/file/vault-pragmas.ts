import { AppError } from '../../../shared/base/app-error.ts';
import type { Sql } from '../tables/sql.ts';

/** Each pragma, what is set, what must be read back (docs/decisions/0011): better-sqlite3 alone would make WAL with synchronous=NORMAL. */
const PRAGMAS: readonly (readonly [name: string, set: string, readBack: string | number])[] = [
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['foreign_keys', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['temp_store', 'MEMORY', 2],
];

/** Takes the file for this process alone. Before anything is read: in WAL mode no shared-memory file is then made. */
export function takeExclusively(sql: Sql): void {
  sql.pragma('locking_mode = EXCLUSIVE');
}

/** Sets all pragmas and reads them back. Throws `log.cannot_write` when one does not hold: nothing may be written without them. */
export function setPragmas(sql: Sql): void {
  for (const [name, set, readBack] of PRAGMAS) {
    sql.pragma(`${name} = ${set}`);
    const found = sql.pragma(name);
    if (found !== readBack) throw new AppError('log.cannot_write', `${name} is ${String(found)}, not ${readBack}`);
  }
}
