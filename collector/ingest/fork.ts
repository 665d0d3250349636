import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { encodeForkEvidence, type ForkEvidence } from '../../shared/log/fork-evidence.ts';
import type { Collector } from '../collector.ts';
import { raise } from '../store/alerts.ts';
import type { LogRow } from '../store/log-row.ts';
import { appendOwn } from '../store/own-log.ts';

/**
 * Keeps the proof that this log has two histories, freezes it and raises an alert, all at once and once. Then throws
 * `collector.forked`: nothing of the second history is taken.
 */
export async function refuseFork({ db, keys, now }: Collector, row: LogRow, evidence: ForkEvidence): Promise<never> {
  const data = encodeForkEvidence(evidence);
  const hash = toHex(sha256(data));
  const at = now();
  await db.transaction(async (tx) => {
    if ((await tx.one('SELECT n FROM evidence WHERE hash = ?', hash)) !== null) return;
    const { n } = (await tx.one<{ n: number }>('SELECT COALESCE(MAX(n), 0) + 1 AS n FROM evidence')) ?? { n: 1 };
    await tx.insert('evidence', ['n', 'log', 'at', 'kind', 'hash', 'data'], [[n, row.n, at, evidence.kind, hash, data]]);
    await tx.run("UPDATE log SET state = 'frozen', frozen_at = ?, frozen_why = 'fork' WHERE n = ? AND state = 'active'", at, row.n);
    await raise(tx, at, { kind: 'fork', about: hash, severity: 'critical', drill: false, log: row.n, entry: null });
    await appendOwn(tx, keys.heads, at, [
      { act: 'fork.found', of: row.origin, d: { evidence: hash, kind: evidence.kind } },
      { act: 'log.freeze', of: row.origin, d: { why: 'fork', size: row.size } },
    ]);
  });
  throw new AppError('collector.forked', 'the log has two histories; both were kept');
}
