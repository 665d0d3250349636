import { isAppError } from '../../../shared/base/app-error.ts';
import type { Entry } from '../../../shared/log/leaf/entry.ts';
import { type Head, openCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { parseVkey } from '../../../shared/log/note/vkey.ts';
import { type Frontier, frontierRoot, parseFrontier } from '../../../shared/log/tree/frontier.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../hash/node-hash.ts';
import type { StoredLogRow } from '../tables/log-table.ts';
import type { LogTables } from '../tables/log-tables.ts';
import type { Mark } from '../tables/mark-table.ts';
import { LogWalk, MARK_EVERY, readEntry, tampered } from './log-walk.ts';

/** A log of at most this many entries is read whole at every opening, before anything is written. */
export const READ_WHOLE_UP_TO = 20_000;

/** The state of a log in the file, computed from its leaves alone. */
export interface StoredLog {
  readonly frontier: Frontier;
  readonly last: Entry;
  /** Intents without a result: the app died in between. */
  readonly openIntents: readonly Entry[];
  /** The root over the first `at` entries, null where there are fewer. */
  readonly rootAt: string | null;
  /** The places for marks that were passed, oldest first. */
  readonly marks: readonly Mark[];
  /** The mark before which nothing was read; null when all was. */
  readonly unread: Mark | null;
}

/**
 * Recomputes the tree and compares it with the stored hashes and the signed head (L5). A log of more than
 * `READ_WHOLE_UP_TO` entries is read from its newest mark that leaves at least 4,096 entries to read; the head's signature
 * binds that mark, and entries before it stay `unread`. When the mark does not fit, or `at` is before it, the whole
 * log is read. Throws `log.tampered` when anything differs. `at`: a size whose root the caller wants to compare.
 */
export function openStoredLog(tables: LogTables, row: StoredLogRow, at: number | null): StoredLog {
  const size = tables.heads.get(row.n)?.size ?? 0;
  const mark = size > READ_WHOLE_UP_TO ? tables.marks.newest(row.n, size - MARK_EVERY) : null;
  if (mark === null || (at !== null && at < mark.size)) return readStoredLog(tables, row, at);
  try {
    return readFrom(tables, row, at, mark);
  } catch (error) {
    if (!isAppError(error, 'log.tampered')) throw error;
    return readStoredLog(tables, row, at);
  }
}

/** As `openStoredLog`, of the whole log whatever its size. */
export function readStoredLog(tables: LogTables, row: StoredLogRow, at: number | null): StoredLog {
  return { ...finish(tables, row, new LogWalk(at)), unread: null };
}

function readFrom(tables: LogTables, row: StoredLogRow, at: number | null, mark: Mark): StoredLog {
  const open = new Map(openSeqs(mark).map((seq) => [seq, intentAt(tables, row, seq)]));
  const frontier = parseFrontier(mark.size, mark.frontier);
  return { ...finish(tables, row, new LogWalk(at, { frontier, open })), unread: mark };
}

function openSeqs({ openIntents }: Mark): number[] {
  return openIntents === '' ? [] : openIntents.split(',').map(Number);
}

function intentAt(tables: LogTables, row: StoredLogRow, seq: number): Entry {
  const [found] = tables.entries.between(row.n, seq, seq + 1);
  const entry = found === undefined ? null : readEntry(found.leaf);
  if (entry?.seq !== seq || entry.ph !== 'intent') throw tampered('a mark names what is no intent');
  return entry;
}

function finish(tables: LogTables, row: StoredLogRow, walk: LogWalk): Omit<StoredLog, 'unread'> {
  for (const entry of tables.entries.oldestFirst(row.n, walk.frontier.size)) walk.take(entry);
  const { frontier, lastLeaf, rootAt, open, marks } = walk;
  const stored = tables.heads.get(row.n);
  if (lastLeaf === null || stored === null) throw tampered('the entries or the head are missing');
  const head = signedHead(row, stored.note);
  const whole = stored.size === frontier.size && head.size === frontier.size && head.root === frontierRoot(frontier, nodeTreeHasher);
  if (!whole) throw tampered('the head is not that of the entries');
  return { frontier, last: readEntry(lastLeaf), openIntents: [...open.values()], rootAt, marks };
}

/** The head that the log's own key signed. Throws `log.tampered`. */
function signedHead(row: StoredLogRow, note: string): Head {
  try {
    const key = parseVkey(row.vkey, sha256);
    if (key.name !== row.origin) throw tampered('the key is of another log');
    return openCheckpoint(note, key, verifyEd25519);
  } catch (cause) {
    throw tampered('the signed head', cause);
  }
}
