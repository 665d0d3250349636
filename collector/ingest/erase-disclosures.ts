import { AppError } from '../../shared/base/app-error.ts';
import type { Collector } from '../ground/collector.ts';
import { logOf } from '../store/log-row.ts';
import { appendOwn } from '../store/own-log.ts';

/**
 * Erases the words behind one entry's commitments, or behind all of a log's: names and free text. The entries stay as they are, and
 * every proof over them holds. On SQLite nothing of the words is left in the file or beside it; on PostgreSQL they remain until it
 * vacuums. `seq` null means the whole log; `who` is the person recorded in the own log. Returns how many were erased. Throws
 * `collector.unknown_log`. Meant for an administrator's request to erase words; no route or command of the collector calls it yet.
 */
export async function eraseDisclosures(
  { db, keys, now }: Collector,
  origin: string,
  { seq, who }: { readonly seq: number | null; readonly who: string | null },
): Promise<number> {
  const at = now();
  const erased = await db.transaction(async (tx) => {
    const row = await logOf(tx, origin);
    if (row === null) throw new AppError('collector.unknown_log', 'no such log');
    const which = seq === null ? [] : [seq];
    const sql = `DELETE FROM disclosure WHERE log = ?${seq === null ? '' : ' AND seq = ?'}`;
    const count = await tx.run(sql, row.n, ...which);
    await appendOwn(tx, keys.heads, at, [{ act: 'disclosure.erase', who, of: origin, d: { count, ...(seq === null ? {} : { seq }) } }]);
    return count;
  });
  // Until then the write-ahead log has the pages as they were.
  if (db.kind === 'sqlite') await db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  return erased;
}
