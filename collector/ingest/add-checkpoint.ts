/** `POST /w/add-checkpoint`: a station hands in its newest head. shared/log/FORMAT.md §9 and §12. */
import { nodeTreeHasher, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { parseAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import { type Head, openCheckpoint } from '../../shared/log/note/checkpoint.ts';
import type { NoteKey } from '../../shared/log/note/vkey.ts';
import { consistencyProof, provesConsistency, rootOf } from '../../shared/log/tree/proof.ts';
import type { Collector } from '../ground/collector.ts';
import { type StationLogRow, writableLog } from '../store/log-row.ts';
import { appendOwn } from '../store/own-log.ts';
import { comparableHashes, refuseFork, refuseOtherRoot } from './fork.ts';
import { refuseLateHead } from './late-head.ts';

/** A head that comes again sooner costs no write. */
const HEARD_MS = 60_000;

/**
 * `taken`: this head is now the log's, or was before. `other-size`: the proof must lead from the size that is given. Throws
 * what `parseAddCheckpoint` and `writableLog` throw, `collector.bad_signature`, `log.bad_proof`, and `collector.forked`.
 */
export async function addCheckpoint(collector: Collector, body: Uint8Array): Promise<'taken' | { readonly size: number }> {
  const { oldSize, proof, checkpoint, claimed } = parseAddCheckpoint(body);
  await refuseLateHead(collector, claimed.origin, checkpoint);
  const row = await writableLog(collector.db, claimed.origin);
  const head = signedHead(checkpoint, row.key);
  await refuseOtherRoot(collector, row, head, checkpoint);
  if (head.size < row.size) await compareSmaller(collector, row, head, checkpoint);
  if (oldSize !== row.size) return { size: row.size };
  const claim = { oldSize, oldRoot: row.root, size: head.size, root: head.root, proof };
  if (!provesConsistency(claim, nodeTreeHasher)) throw new AppError('log.bad_proof', 'the head does not follow from the one that is held');
  return head.size === row.size ? heard(collector, row) : move(collector, row, head, checkpoint);
}

/** A station that has nothing new to say is heard all the same: it is not silent. */
async function heard({ db, now }: Collector, { n }: StationLogRow): Promise<'taken'> {
  const at = now();
  await db.transaction((tx) => tx.run('UPDATE log SET seen_at = ? WHERE n = ? AND seen_at < ?', at, n, at - HEARD_MS));
  return 'taken';
}

/** The head, when the log's key signed it. Throws `collector.bad_signature`. */
export function signedHead(checkpoint: string, key: NoteKey): Head {
  try {
    return openCheckpoint(checkpoint, key, verifyEd25519);
  } catch (cause) {
    if (!isAppError(cause, 'log.bad_checkpoint')) throw cause;
    throw new AppError('collector.bad_signature', 'the checkpoint is not signed by the key of this log', { cause });
  }
}

/** An older head of the same log is nothing new; one with another root proves two histories. */
async function compareSmaller(collector: Collector, row: StationLogRow, head: Head, checkpoint: string): Promise<void> {
  const hashes = await comparableHashes(collector.db, row);
  if (hashes === null) return;
  const root = rootOf(hashes.slice(0, head.size), nodeTreeHasher);
  if (root === head.root) return;
  const proof = consistencyProof(hashes, head.size, nodeTreeHasher);
  await refuseFork(collector, row, { kind: 'not-a-prefix', vkey: row.vkey, held: row.note, other: checkpoint, root, proof });
}

async function move(
  { db, keys, now }: Collector,
  row: StationLogRow,
  head: Head,
  checkpoint: string,
): Promise<'taken' | { readonly size: number }> {
  const at = now();
  return db.transaction(async (tx) => {
    const moved = await tx.run(
      "UPDATE log SET size = ?, root = ?, note = ?, seen_at = ? WHERE n = ? AND size = ? AND root = ? AND state = 'active'",
      head.size,
      head.root,
      checkpoint,
      at,
      row.n,
      row.size,
      row.root,
    );
    if (moved !== 1) return { size: (await writableLog(tx, row.origin)).size };
    await appendOwn(tx, keys.heads, at, [{ act: 'head.accept', of: row.origin, d: { size: head.size, root: head.root } }]);
    return 'taken';
  });
}
