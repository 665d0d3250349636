import { AppError } from '../../../shared/base/app-error.ts';
import { type Entry, parseEntry } from '../../../shared/log/leaf/entry.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot, frontierText } from '../../../shared/log/tree/frontier.ts';
import { nodeTreeHasher } from '../../hash/node-hash.ts';
import type { EntryRow } from '../tables/entry-table.ts';
import type { Mark } from '../tables/mark-table.ts';

/** Entries between two marks. */
export const MARK_EVERY = 4096;

/** The mark for a log whose last entry led to `frontier`; null when none is due. `open`: the seqs of intents without a result. */
export function markAt(frontier: Frontier, open: Iterable<number>): Mark | null {
  if (frontier.size % MARK_EVERY !== 0) return null;
  const openIntents = [...open].sort((a, b) => a - b).join(',');
  return { size: frontier.size, frontier: frontierText(frontier), openIntents };
}

/** Reads a log's entries in order, from its beginning or from a mark, and computes its frontier, roots and open intents. */
export class LogWalk {
  #frontier: Frontier;
  #lastLeaf: Uint8Array | null = null;
  #rootAt: string | null = null;
  readonly open: Map<number, Entry>;
  readonly marks: Mark[] = [];
  readonly #at: number | null;

  constructor(at: number | null, from: { readonly frontier: Frontier; readonly open: Map<number, Entry> } | null = null) {
    this.#at = at;
    this.#frontier = from?.frontier ?? EMPTY_FRONTIER;
    this.open = from?.open ?? new Map();
    this.#look();
  }

  /** The frontier after the entries read so far. */
  get frontier(): Frontier {
    return this.#frontier;
  }

  /** The leaf that was read last; null before the first. */
  get lastLeaf(): Uint8Array | null {
    return this.#lastLeaf;
  }

  /** The root over the first `at` entries; null until they were read. */
  get rootAt(): string | null {
    return this.#rootAt;
  }

  /** Throws `log.tampered` unless this is the next entry, with its hash. */
  take({ seq, leaf, lh }: EntryRow): void {
    const hash = nodeTreeHasher.leaf(leaf);
    if (seq !== this.#frontier.size || hash !== hexOf(lh)) throw tampered(`entry ${this.#frontier.size}`);
    this.#frontier = appendLeaf(this.#frontier, hash, nodeTreeHasher);
    this.#lastLeaf = leaf;
    trackIntents(leaf, this.open);
    this.#look();
    const mark = markAt(this.#frontier, this.open.keys());
    if (mark !== null) this.marks.push(mark);
  }

  #look(): void {
    if (this.#frontier.size > 0 && this.#frontier.size === this.#at) this.#rootAt = frontierRoot(this.#frontier, nodeTreeHasher);
  }
}

/** Several times faster than the portable one, of which a start would feel thousands. */
function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

const INTENT = Buffer.from('"ph":"intent"');
const RESULT = Buffer.from('"ph":"result"');

/** Parses only what may be an intent or a result: a quote inside a string is always escaped in a leaf. */
function trackIntents(leaf: Uint8Array, open: Map<number, Entry>): void {
  const bytes = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length);
  if (!bytes.includes(INTENT) && !bytes.includes(RESULT)) return;
  const entry = readEntry(leaf);
  if (entry.ph === 'intent') open.set(entry.seq, entry);
  if (entry.ref !== null) open.delete(entry.ref);
}

/** Throws `log.tampered` for a leaf that cannot be read. */
export function readEntry(leaf: Uint8Array): Entry {
  try {
    return parseEntry(leaf);
  } catch (cause) {
    throw tampered('an entry cannot be read', cause);
  }
}

export function tampered(what: string, cause?: unknown): AppError {
  return new AppError('log.tampered', `the log in this file was changed: ${what}`, { cause });
}
