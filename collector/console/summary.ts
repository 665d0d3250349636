import type { ReadHandle } from '../store/database.ts';
import type { Summary } from './answers.ts';

/** Counting stops here: beyond it an exact number helps nobody, and costs a read of every row. */
const MOST_COUNTED = 1_000;

/** What the page shows everywhere. Entries are counted by the logs' sizes, never one by one. */
export async function summaryOf(db: ReadHandle, at: number): Promise<Summary> {
  const logs = await db.one<Omit<Summary, 'at' | 'alerts'>>(
    `SELECT COUNT(*) AS stations, COALESCE(SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), 0) AS pending,
     CAST(COALESCE(SUM(next), 0) AS BIGINT) AS entries FROM log`,
  );
  const open = await db.one<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (SELECT 1 FROM alert WHERE state = 'open' AND drill = 0 LIMIT ${MOST_COUNTED}) AS counted`,
  );
  return { at, stations: logs?.stations ?? 0, pending: logs?.pending ?? 0, entries: logs?.entries ?? 0, alerts: open?.count ?? 0 };
}
