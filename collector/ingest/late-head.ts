/** What the key of a frozen log still signs: kept as evidence, and taken nowhere. shared/log/FORMAT.md §18. */
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { fromUtf8, toHex } from '../../shared/base/bytes.ts';
import { encodeLateHead, type LateHead, openLateHead } from '../../shared/log/exchange/late-head.ts';
import { jcs } from '../../shared/log/leaf/jcs.ts';
import type { Collector } from '../ground/collector.ts';
import { raise } from '../store/alerts.ts';
import { logOf } from '../store/log-row.ts';
import { appendOwn } from '../store/own-log.ts';

/** How many late heads of one log are kept. The first ones show when it began; somebody who has the key could make any number. */
export const MOST_LATE_HEADS = 8;

/** Does nothing unless the log is frozen. Then throws `collector.frozen`, after it kept the head when the log's key signed it. */
export async function refuseLateHead({ db, keys, now }: Collector, origin: string, checkpoint: string): Promise<void> {
  const row = await logOf(db, origin);
  if (row?.state !== 'frozen') return;
  const late: LateHead = { kind: 'after-freeze', vkey: row.vkey, held: row.note, other: checkpoint };
  if (holds(late)) {
    const data = encodeLateHead(late);
    const hash = toHex(sha256(data));
    const at = now();
    await db.transaction(async (tx) => {
      await tx.run('UPDATE log SET seen_at = seen_at WHERE n = ?', row.n); // one after another
      const kept = await tx.all<{ kind: string; data: Uint8Array }>('SELECT kind, data FROM evidence WHERE log = ?', row.n);
      if (kept.some((one) => fromUtf8(one.data).includes(jcs(checkpoint)))) return; // that of a fork is kept with its proof
      if (kept.filter(({ kind }) => kind === late.kind).length >= MOST_LATE_HEADS) return;
      const { n } = (await tx.one<{ n: number }>('SELECT COALESCE(MAX(n), 0) + 1 AS n FROM evidence')) ?? { n: 1 };
      await tx.insert('evidence', ['n', 'log', 'at', 'kind', 'hash', 'data'], [[n, row.n, at, late.kind, hash, data]]);
      await raise(tx, at, { kind: 'late_head', about: `${row.n}`, severity: 'high', drill: false, log: row.n, entry: null });
      await appendOwn(tx, keys.heads, at, [{ act: 'head.late', of: origin, d: { evidence: hash } }]);
    });
  }
  throw new AppError('collector.frozen', 'the log is frozen');
}

function holds(late: LateHead): boolean {
  try {
    openLateHead(late, { sha256, tree: nodeTreeHasher, verify: verifyEd25519 });
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
