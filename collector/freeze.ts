import { AppError } from '../shared/base/app-error.ts';
import type { Collector } from './collector.ts';
import { raise } from './store/alerts.ts';
import { logOf } from './store/log-row.ts';
import { appendOwn } from './store/own-log.ts';

/**
 * An administrator takes nothing more of this log, at once; what is here stays. Everybody is told. Throws `collector.unknown_log`, and
 * `collector.not_active` where it is frozen already or was never let in.
 */
export async function freeze({ db, keys, now }: Collector, origin: string, why: string, who: string | null): Promise<void> {
  const at = now();
  await db.transaction(async (tx) => {
    const row = await logOf(tx, origin);
    if (row === null) throw new AppError('collector.unknown_log', 'no such log');
    const sql = "UPDATE log SET state = 'frozen', frozen_at = ?, frozen_why = ? WHERE n = ? AND state = 'active'";
    if ((await tx.run(sql, at, why, row.n)) !== 1) throw new AppError('collector.not_active', `the log is ${row.state}`);
    await raise(tx, at, { kind: 'log_frozen', about: `${row.n}/${at}`, severity: 'high', drill: false, log: row.n, entry: null });
    await appendOwn(tx, keys.heads, at, [{ act: 'log.freeze', who, of: origin, d: { why: why.slice(0, 512), size: row.size } }]);
  });
}
