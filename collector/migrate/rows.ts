/** The rows of a database, table by table, whatever its kind. */
import type { ReadHandle, Value } from '../store/database.ts';
import { TABLE_KEYS } from '../store/schema.ts';

export type Row = Readonly<Record<string, Value>>;

/** What is copied and compared: all but the table that says how far a move is. */
export const MOVED_TABLES: readonly string[] = [...TABLE_KEYS.keys()].filter((name) => name !== 'move');

/** A row of `bundle` may have 4 MiB. */
const PAGE_ROWS = 512;
const PAGE_BUNDLES = 8;

/** The rows of `table` in the order of its key, a page at a time; only those after the key `after` unless it is null. */
export async function* pagesOf(
  db: ReadHandle,
  table: string,
  after: readonly Value[] | null = null,
): AsyncGenerator<readonly Row[], undefined> {
  const key = keyOf(table);
  const limit = table === 'bundle' ? PAGE_BUNDLES : PAGE_ROWS;
  const names = key.join(', ');
  const beyond = `(${names}) > (${key.map(() => '?').join(', ')})`;
  for (let from = after; ; ) {
    const rows = await db.all<Row>(
      `SELECT * FROM ${table} ${from === null ? '' : `WHERE ${beyond}`} ORDER BY ${names} LIMIT ${limit}`,
      ...(from ?? []),
    );
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    yield rows;
    from = keyIn(table, last);
  }
}

export function keyIn(table: string, row: Row): Value[] {
  return keyOf(table).map((column) => row[column] ?? null);
}

function keyOf(table: string): readonly string[] {
  return TABLE_KEYS.get(table) ?? [];
}

export async function countOf(db: ReadHandle, table: string): Promise<number> {
  return (await db.one<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n ?? 0;
}
