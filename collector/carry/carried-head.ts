/** The head of a bundle, whose proof may begin at a head that the collector has left since. shared/log/FORMAT.md §16. */
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { parseAddCheckpoint, writeAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import type { EntryPackage } from '../../shared/log/exchange/entry-package.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import { parseFrontier } from '../../shared/log/tree/frontier.ts';
import { GrowingProof } from '../../shared/log/tree/growing-proof.ts';
import { consistencyProof, rootOf } from '../../shared/log/tree/proof.ts';
import type { Collector } from '../ground/collector.ts';
import { addCheckpoint } from '../ingest/add-checkpoint.ts';
import { MOST_COMPARED, refuseFork } from '../ingest/fork.ts';
import { hashesOf } from '../store/bundles.ts';
import { type StationLogRow, writableLog } from '../store/log-row.ts';

/** The entries of the bundle from the first on; each call reads them again. */
export type ReadPackages = () => AsyncIterable<EntryPackage>;

/** Heads of one log that may come from elsewhere while this one is being proven. */
const MOST_TRIES = 3;

/**
 * Hands in the head of a bundle: `held` when it is the log's now, `newer` when a larger one is. Where its own proof does
 * not begin at the head that is held, the one that does is made from the entries themselves, and handed in the same way.
 * Throws what `addCheckpoint` throws, `collector.gap` when the entries begin too late for that, `log.bad_bundle` when they
 * are too few, and `collector.forked` when they prove that the head that is held is of another history.
 */
export async function handInHead(collector: Collector, body: Uint8Array, packages: ReadPackages): Promise<'held' | 'newer'> {
  const { claimed, checkpoint } = parseAddCheckpoint(body);
  let answer = await addCheckpoint(collector, body).catch(notProven);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (answer === 'taken') return 'held';
    const row = await writableLog(collector.db, claimed.origin);
    if (answer !== 'not proven' && answer.size >= claimed.size) return answer.size === claimed.size ? 'held' : 'newer';
    const proof = await proofFromEntries(row, claimed, packages);
    try {
      answer = await addCheckpoint(collector, writeAddCheckpoint({ oldSize: row.size, proof, checkpoint }));
    } catch (error) {
      if (isAppError(error, 'log.bad_proof')) await refuseOtherHistory(collector, row, { claimed, checkpoint, packages });
      throw error;
    }
  }
  throw new AppError('collector.other_head', 'the head of this log moves too fast');
}

function notProven(error: unknown): 'not proven' {
  if (isAppError(error, 'log.bad_proof')) return 'not proven';
  throw error;
}

/** The consistency proof from the head that is held, made from the frontier here and the bundle's entries after it. */
async function proofFromEntries({ next, frontier, size }: StationLogRow, claimed: Head, packages: ReadPackages): Promise<string[]> {
  const growing = new GrowingProof(parseFrontier(next, frontier), size, claimed.size, nodeTreeHasher);
  for await (const { start, leaves } of packages()) {
    if (start > growing.next) throw gap(next);
    for (const leaf of leaves.slice(growing.next - start)) growing.add(nodeTreeHasher.leaf(leaf));
  }
  if (growing.next < claimed.size) throw new AppError('log.bad_bundle', 'bundle: it does not hold every entry under its head');
  return growing.proof();
}

/** The file does not go on where the collector's part of the log ends: after `next` entries. */
export function gap(next: number): AppError {
  return new AppError('collector.gap', `the collector has ${next} entries, and the bundle does not go on from there`, {
    detail: { next },
  });
}

/** Freezes the log when all entries under the bundle's head are known and the head that is held is not over the first of them. */
async function refuseOtherHistory(
  collector: Collector,
  row: StationLogRow,
  { claimed, checkpoint, packages }: { readonly claimed: Head; readonly checkpoint: string; readonly packages: ReadPackages },
): Promise<void> {
  if (claimed.size > MOST_COMPARED) return;
  let hashes: string[] | null = null;
  for await (const { start, leaves } of packages()) {
    hashes = (hashes ?? (await hashesOf(collector.db, row.n, 0, start))).slice(0, start);
    hashes.push(...leaves.map((leaf) => nodeTreeHasher.leaf(leaf)));
  }
  if (hashes?.length !== claimed.size || rootOf(hashes, nodeTreeHasher) !== claimed.root) return;
  const root = rootOf(hashes.slice(0, row.size), nodeTreeHasher);
  if (root === row.root) return;
  const proof = consistencyProof(hashes, row.size, nodeTreeHasher);
  await refuseFork(collector, row, { kind: 'not-a-prefix', vkey: row.vkey, held: checkpoint, other: row.note, root, proof });
}
