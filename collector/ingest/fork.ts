import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { encodeForkEvidence, type ForkEvidence } from '../../shared/log/exchange/fork-evidence.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import type { Collector } from '../ground/collector.ts';
import { raise } from '../store/alerts.ts';
import { hashesOf } from '../store/bundles.ts';
import type { ReadHandle } from '../store/database.ts';
import type { StationLogRow } from '../store/log-row.ts';
import { appendOwn } from '../store/own-log.ts';

/**
 * Keeps the proof that this log has two histories, freezes it and raises an alert, all at once and once. Then throws
 * `collector.forked`: nothing of the second history is taken.
 */
export async function refuseFork({ db, keys, now }: Collector, row: StationLogRow, evidence: ForkEvidence): Promise<never> {
  const data = encodeForkEvidence(evidence);
  const hash = toHex(sha256(data));
  const at = now();
  await db.transaction(async (tx) => {
    const freeze = "UPDATE log SET state = 'frozen', frozen_at = ?, frozen_why = 'fork' WHERE n = ? AND state = 'active'";
    // Who finds it already frozen comes after another one that found the same.
    if ((await tx.run(freeze, at, row.n)) === 0) return;
    if ((await tx.one('SELECT n FROM evidence WHERE hash = ?', hash)) !== null) return;
    const { n } = (await tx.one<{ n: number }>('SELECT COALESCE(MAX(n), 0) + 1 AS n FROM evidence')) ?? { n: 1 };
    await tx.insert('evidence', ['n', 'log', 'at', 'kind', 'hash', 'data'], [[n, row.n, at, evidence.kind, hash, data]]);
    await raise(tx, at, { kind: 'fork', about: hash, severity: 'critical', drill: false, log: row.n, entry: null });
    await appendOwn(tx, keys.heads, at, [
      { act: 'fork.found', of: row.origin, d: { evidence: hash, kind: evidence.kind } },
      { act: 'log.freeze', of: row.origin, d: { why: 'fork', size: row.size } },
    ]);
  });
  throw new AppError('collector.forked', 'the log has two histories; both were kept');
}

/** Another root at the size of the head that is held proves two histories. Throws `collector.forked` then. */
export async function refuseOtherRoot(collector: Collector, row: StationLogRow, head: Head, checkpoint: string): Promise<void> {
  if (head.size !== row.size || head.root === row.root) return;
  await refuseFork(collector, row, { kind: 'same-size', vkey: row.vkey, held: row.note, other: checkpoint });
}

/** A log is compared entry by entry only up to here: the comparison hashes all of it. */
export const MOST_COMPARED = 65_536;

/** The leaf hashes under the head that is held; null where not all of them are here, or they are too many to compare. */
export async function comparableHashes(db: ReadHandle, { n, size, next }: StationLogRow): Promise<string[] | null> {
  return next < size || size > MOST_COMPARED ? null : hashesOf(db, n, 0, size);
}
