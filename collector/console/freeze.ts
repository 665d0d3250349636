import { AppError } from '../../shared/base/app-error.ts';
import type { Collector } from '../ground/collector.ts';
import { raise } from '../store/alerts.ts';
import { appendOwn } from '../store/own-log.ts';

/**
 * Stops accepting anything from this log, and raises an alert. `atSize` is the last size that is trusted, for later readers of the log.
 * Throws `collector.not_active` unless it is active, `collector.wrong_request` for a size that is not here.
 */
export async function freezeLog(
  { db, keys, now }: Collector,
  { n, origin }: { readonly n: number; readonly origin: string },
  { reason, atSize, by }: { readonly reason: string; readonly atSize: number; readonly by: string },
): Promise<void> {
  const at = now();
  await db.transaction(async (tx) => {
    const row = await tx.one<{ size: number }>('SELECT size FROM log WHERE n = ?', n);
    if (row === null || atSize > row.size) throw new AppError('collector.wrong_request', 'the log is not that long');
    const changed = await tx.run(
      "UPDATE log SET state = 'frozen', frozen_at = ?, frozen_why = ? WHERE n = ? AND state = 'active'",
      at,
      reason,
      n,
    );
    if (changed !== 1) throw new AppError('collector.not_active', 'only an active log can be frozen');
    await raise(tx, at, { kind: 'log_frozen', about: `${n}/${at}`, severity: 'high', drill: false, log: n, entry: null });
    await appendOwn(tx, keys.heads, at, [{ act: 'log.freeze', who: by, of: origin, d: { why: 'person', reason, size: atSize } }]);
  });
}
