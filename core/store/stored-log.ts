import { AppError } from '../../shared/base/app-error.ts';
import { equalBytes, fromHex } from '../../shared/base/bytes.ts';
import { type Head, openCheckpoint } from '../../shared/log/checkpoint.ts';
import { type Entry, parseEntry } from '../../shared/log/entry.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot, frontierText } from '../../shared/log/frontier.ts';
import { parseVkey } from '../../shared/log/vkey.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../hash/node-hash.ts';
import type { LogRow } from './tables/log-table.ts';
import type { LogTables } from './tables/log-tables.ts';

/** What a log in the file turned out to be, computed from its leaves and not from what is said of them. */
export interface StoredLog {
  readonly frontier: Frontier;
  readonly last: Entry;
  /** Intents without a result: the app died in between. */
  readonly openIntents: readonly Entry[];
  /** The root over the first `at` entries, null where there are fewer. */
  readonly rootAt: string | null;
}

/**
 * Recomputes the whole tree (I5) and compares it with the stored hashes, frontier and signed head. Throws `log.tampered`
 * when anything differs. `at`: a size whose root the caller wants to compare.
 */
export function readStoredLog(tables: LogTables, row: LogRow, at: number | null): StoredLog {
  let frontier = EMPTY_FRONTIER;
  let lastLeaf: Uint8Array | null = null;
  let rootAt: string | null = null;
  const open = new Map<number, Entry>();
  for (const { seq, leaf, lh } of tables.entries.oldestFirst(row.n)) {
    const hash = nodeTreeHasher.leaf(leaf);
    if (seq !== frontier.size || !equalBytes(fromHex(hash), lh)) throw tampered(`entry ${frontier.size}`);
    frontier = appendLeaf(frontier, hash, nodeTreeHasher);
    trackIntents(leaf, open);
    if (frontier.size === at) rootAt = frontierRoot(frontier, nodeTreeHasher);
    lastLeaf = leaf;
  }
  const stored = tables.heads.get(row.n);
  if (lastLeaf === null || stored === null) throw tampered('the entries or the head are missing');
  const head = signedHead(row, stored.note);
  const whole = stored.size === frontier.size && head.size === frontier.size && head.root === frontierRoot(frontier, nodeTreeHasher);
  if (!whole || frontierText(frontier) !== stored.frontier) throw tampered('the head is not that of the entries');
  return { frontier, last: readEntry(lastLeaf), openIntents: [...open.values()], rootAt };
}

/** The head that the log's own key signed. Throws `log.tampered`. */
function signedHead(row: LogRow, note: string): Head {
  try {
    const key = parseVkey(row.vkey, sha256);
    if (key.name !== row.origin) throw tampered('the key is of another log');
    return openCheckpoint(note, key, verifyEd25519);
  } catch (cause) {
    throw tampered('the signed head', cause);
  }
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

function readEntry(leaf: Uint8Array): Entry {
  try {
    return parseEntry(leaf);
  } catch (cause) {
    throw tampered('an entry cannot be read', cause);
  }
}

function tampered(what: string, cause?: unknown): AppError {
  return new AppError('log.tampered', `the log in this file was changed: ${what}`, { cause });
}
