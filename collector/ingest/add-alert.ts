/** `POST /v1/alert`: one entry ahead of its log. shared/log/FORMAT.md §10 and §12. */
import { nodeTreeHasher, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { inclusionProof } from '../../shared/log/tree/proof.ts';
import { openProvenEntry, parseTlogProof } from '../../shared/log/verify/tlog-proof.ts';
import type { Collector } from '../ground/collector.ts';
import { raise } from '../store/alerts.ts';
import { leafOf } from '../store/bundles.ts';
import { alertOf } from '../store/events.ts';
import { type StationLogRow, writableLog } from '../store/log-row.ts';
import { signedHead } from './add-checkpoint.ts';
import { comparableHashes, refuseFork, refuseOtherRoot } from './fork.ts';

/**
 * Raises the alert of a proven entry, once. Throws what `parseTlogProof`, `writableLog` and `openProvenEntry` throw,
 * `collector.bad_signature`, `collector.wrong_request` for an entry that is not told at once, and `collector.forked` when
 * another entry is held at its place.
 */
export async function addAlert(
  collector: Collector,
  body: Uint8Array,
): Promise<{ readonly id: string; readonly at: number; readonly known: boolean }> {
  const { db, now } = collector;
  const proof = parseTlogProof(body);
  const row = await writableLog(db, proof.claimed.origin);
  const head = signedHead(proof.checkpoint, row.key);
  const leaf = proof.extra;
  if (leaf === null) throw new AppError('collector.wrong_request', 'the alert has no leaf');
  const { entry } = openProvenEntry(proof, leaf, { log: row.key, collectors: [] }, { tree: nodeTreeHasher, verify: verifyEd25519 });
  await refuseOtherRoot(collector, row, head, proof.checkpoint);
  await compareWithHeld(collector, row, proof.checkpoint, { index: entry.seq, leaf, proof: proof.proof });
  const alert = alertOf(row.n, { entry, leaf, hash: nodeTreeHasher.leaf(leaf) });
  if (alert === null) throw new AppError('collector.wrong_request', 'an entry that is not told at once');
  const at = now();
  const { id, known } = await db.transaction(async (tx) => {
    await tx.run('UPDATE log SET seen_at = ? WHERE n = ?', at, row.n);
    return raise(tx, at, alert);
  });
  return { id, at, known };
}

/** Two entries at one index, each under a head of this key: two histories. */
async function compareWithHeld(
  collector: Collector,
  row: StationLogRow,
  other: string,
  of: { readonly index: number; readonly leaf: Uint8Array<ArrayBuffer>; readonly proof: readonly string[] },
): Promise<void> {
  const held = await leafOf(collector.db, row.n, of.index);
  if (held === null || nodeTreeHasher.leaf(held) === nodeTreeHasher.leaf(of.leaf)) return;
  const hashes = await comparableHashes(collector.db, row);
  if (hashes === null) throw new AppError('log.bad_proof', 'another entry is held there');
  await refuseFork(collector, row, {
    kind: 'entry-differs',
    vkey: row.vkey,
    held: row.note,
    other,
    index: of.index,
    of_held: { leaf: new Uint8Array(held), proof: inclusionProof(hashes, of.index, nodeTreeHasher) },
    of_other: { leaf: of.leaf, proof: of.proof },
  });
}
