/** Uploads one head and every entry under it, and gives the receipt. shared/log/FORMAT.md §7 to §9. */
import { AppError } from '../../shared/base/app-error.ts';
import { concat, copyOf } from '../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../shared/log/exchange/add-entries.ts';
import type { ProvingTree } from '../../shared/log/exchange/chunk-roots.ts';
import { type EntryPackage, entryPackage, packageRanges } from '../../shared/log/exchange/entry-package.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import { addReceipts, type TrustedKeys } from '../../shared/log/note/receipt.ts';
import { verifyEd25519 } from '../hash/node-hash.ts';
import type { CollectorClient } from './collector-client.ts';
import type { UploadState } from './upload-state.ts';

/** A signed head of the station's own log, and the entries under it. */
export interface HeadToSend {
  readonly head: Head;
  readonly checkpoint: string;
  /** The tree under the head. */
  readonly tree: ProvingTree;
  /** The leaves [from, to), in order. Never asked for more than one chunk. */
  leaves(from: number, to: number): Promise<readonly Uint8Array[]>;
}

/** How many answers in a row may send an upload elsewhere without taking anything. */
const MAX_DETOURS = 3;

/**
 * Hands in the head, sends what the collector lacks under it, and gives the checkpoint with the receipt. What arrived is
 * kept in `state` even when it throws, and is not sent again. Throws `network.*` and the collector's refusals,
 * `collector.ahead` when it holds a larger head than this one, `collector.other_head` when it wants another head first,
 * `collector.lost_entries` when it says that it holds less than it gave a receipt for, and `log.bad_receipt` for a receipt
 * by a key that is not in `keys`, or over another head. `between` runs before each body, for what cannot wait for the rest.
 */
export async function upload(
  client: CollectorClient,
  log: HeadToSend,
  keys: TrustedKeys,
  state: UploadState,
  between: () => Promise<void> = async () => undefined,
): Promise<string> {
  if (state.unansweredRoot !== log.head.root) await handIn(client, log, state);
  for (let detours = 0; ; ) {
    await between();
    const start = state.next;
    // A body without packages asks where to continue. That costs a connection; sending again what a cut body already brought costs more.
    const asks = state.unansweredRoot !== null;
    const packages = await firstPackages(log, start, asks ? 0 : state.packages);
    const header = { origin: log.head.origin, start, end: log.head.size, ticket: state.ticket };
    const body = concat(...writeAddEntries(header, packages));
    let answer: Awaited<ReturnType<CollectorClient['addEntries']>>;
    try {
      answer = await client.addEntries(body);
    } catch (error) {
      state.noteLostBody(log.head.root, asks ? 'nothing' : 'entries');
      throw error;
    }
    state.noteAnswer();
    if (answer.kind === 'receipt') {
      const note = addReceipts(log.checkpoint, answer.lines, keys, verifyEd25519);
      state.noteUploaded(log.head.size);
      return note;
    }
    const { end, next, ticket } = answer.info;
    state.requireNothingLost(Math.min(end, next));
    if (next > log.head.size) throw new AppError('collector.ahead', 'the collector has entries beyond this head');
    state.continueAt(next, ticket);
    if (end !== log.head.size) throw new AppError('collector.other_head', 'the collector wants another head first');
    if (asks) continue;
    if (answer.kind === 'go-on' && next > start) {
      detours = 0;
      state.growBodies();
    } else if (++detours > MAX_DETOURS) throw new AppError('network.bad_answer', 'the collector sends the upload in a circle');
  }
}

async function firstPackages(log: HeadToSend, start: number, count: number): Promise<EntryPackage[]> {
  const packages: EntryPackage[] = [];
  for (const range of packageRanges({ start, end: log.head.size }).take(count)) {
    const leaves = await log.leaves(range.start, range.end);
    packages.push(entryPackage(log.tree.chunks, range, leaves.map(copyOf)));
  }
  return packages;
}

async function handIn(client: CollectorClient, { head, checkpoint, tree }: HeadToSend, state: UploadState): Promise<void> {
  for (let tries = 0; tries < MAX_DETOURS; tries++) {
    const oldSize = Math.min(state.headSize, head.size);
    const proof = oldSize === 0 ? [] : await tree.consistencyProof(oldSize);
    const answer = await client.addCheckpoint(writeAddCheckpoint({ oldSize, proof, checkpoint }));
    if (answer.kind === 'taken') {
      state.noteHead(head.size);
      return;
    }
    if (answer.size > head.size) throw new AppError('collector.ahead', 'the collector has a head beyond this one');
    state.requireNothingLost(answer.size);
    state.noteHead(answer.size);
  }
  throw new AppError('network.bad_answer', 'the collector names another size each time');
}
