import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import { fromHex } from '../../../shared/base/bytes.ts';
import type { Disclosure } from '../../../shared/log/leaf/disclosure.ts';
import { type Entry, encodeEntry } from '../../../shared/log/leaf/entry.ts';
import { buildEntry, type ClockReading, type EntryDraft, type LogStation } from '../../../shared/log/leaf/entry-draft.ts';
import { type Head, type Signer, signCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { appendLeaf, type Frontier, frontierRoot } from '../../../shared/log/tree/frontier.ts';
import { nodeTreeHasher, sha256 } from '../../hash/node-hash.ts';
import type { Ballast } from '../disk/ballast.ts';
import type { FileIdentity } from '../disk/file-identity.ts';
import { sqliteCode } from '../disk/store-error.ts';
import { headText } from '../tables/head-table.ts';
import type { LogTables } from '../tables/log-tables.ts';
import type { Mark } from '../tables/mark-table.ts';
import type { VaultTables } from '../tables/vault-tables.ts';
import { clockEntries, type LastClock, lastClock } from './clock-entries.ts';
import { Durable } from './durable.ts';
import { mayWriteWhenFull } from './full-disk.ts';
import { LogWalk, markAt, tampered } from './log-walk.ts';

/** What a change may do, in the transaction of its entries. */
export interface VaultChange extends VaultTables {
  /** A founding's last step: from here the file is a vault. */
  becomeVault(): void;
}

/** What one transaction writes. */
export interface Commit {
  /** At least one: no state changes without a word in the log. */
  readonly entries: readonly EntryDraft[];
  /** Runs inside the transaction; what it throws undoes everything and comes out of `commit`. `seqs`: of `entries`, in order. */
  readonly change?: (tx: VaultChange, seqs: readonly number[]) => void;
}

/** What the log needs to write. Only `openLog` makes it. */
export interface LogGround {
  readonly transaction: <T>(work: () => T) => T;
  readonly tables: LogTables;
  readonly change: VaultChange;
  readonly identity: FileIdentity;
  readonly ballast: Ballast;
  readonly signer: Signer;
  readonly station: LogStation;
  readonly clock: () => ClockReading;
  readonly random: (length: number) => Uint8Array;
}

/** The state of the log in memory: replaced as a whole, and only after a COMMIT. */
export interface LogState {
  /** The log's number in the file; null before its genesis. */
  readonly n: number | null;
  readonly frontier: Frontier;
  readonly last: LastClock | null;
  /** The seqs of intents without a result. */
  readonly open: readonly number[];
  /** Marks that the next commit writes as well. */
  readonly due: readonly Mark[];
  /** Entries before this mark were not read at opening; null when all were. */
  readonly unread: Mark | null;
}

interface Written {
  readonly entry: Entry;
  readonly leaf: Uint8Array;
  readonly leafHash: string;
  readonly disclosures: readonly Disclosure[];
}

interface Built {
  readonly written: readonly Written[];
  readonly frontier: Frontier;
  readonly open: readonly number[];
  readonly marks: readonly Mark[];
}

/** One station's log in one vault file, open for appending: build, hash and sign in memory, one transaction, then the swap. */
export class StationLog {
  readonly #ground: LogGround;
  #state: LogState;
  #full: boolean;
  #broken: AppError | null = null;
  #rest: LogWalk | null;
  readonly #ceremonies = new Set<string>();

  constructor(ground: LogGround, state: LogState) {
    this.#ground = ground;
    this.#state = state;
    this.#full = !ground.ballast.lay();
    this.#rest = state.unread === null ? null : new LogWalk(null);
  }

  get origin(): string {
    return this.#ground.station.log;
  }

  get vkey(): string {
    return vkeyText(this.#ground.signer.key);
  }

  /** How many entries there are. */
  get size(): number {
    return this.#state.frontier.size;
  }

  /** True while the disk is too full for anything but sealing and the ceremony under way. */
  get full(): boolean {
    return this.#full;
  }

  /** The durable head, which an anchor may remember and six words can name. */
  head(): Head {
    const { frontier } = this.#state;
    return { origin: this.origin, size: frontier.size, root: frontierRoot(frontier, nodeTreeHasher) };
  }

  /**
   * Writes the entries, the signed head over them and the change in one transaction. When it returns, they are on the
   * disk; one token for each entry, in order. When it throws, nothing was changed: `log.moved` (the file was unlinked or
   * replaced), `log.full`, `log.fork` (another process wrote this log), `log.cannot_write`, `log.entry_malformed`, or
   * whatever `change` threw. After `log.fork`, or an error of the disk itself, the log stays shut until it is opened again.
   */
  commit(commit: Commit): Durable[] {
    if (commit.entries.length === 0) throw new AppError('log.entry_malformed', 'a commit without an entry');
    if (this.#broken !== null) throw this.#broken;
    this.#ground.identity.check();
    if (this.#full) this.#refuseWhileFull(commit.entries);
    try {
      return this.#write(commit);
    } catch (error) {
      if (sqliteCode(error) === 'SQLITE_FULL') return this.#writeIntoBallast(commit, error);
      throw this.#failure(error);
    }
  }

  /**
   * Reads the next `count` entries of what was not read at opening. True when nothing is left to read. Throws
   * `log.tampered` when they do not make what the newest entries were added to: the log then stays shut, and its next
   * opening reads the whole of it and finds the same.
   */
  readOn(count: number): boolean {
    const walk = this.#rest;
    const { n, unread } = this.#state;
    if (walk === null || n === null || unread === null) return true;
    try {
      const { size } = walk.frontier;
      const until = Math.min(size + count, unread.size);
      for (const row of this.#ground.tables.entries.between(n, size, until)) walk.take(row);
      if (walk.frontier.size !== until) throw tampered('entries are missing');
      if (until < unread.size) return false;
      const found = markAt(walk.frontier, walk.open.keys());
      if (found?.frontier !== unread.frontier || found.openIntents !== unread.openIntents)
        throw tampered('what the newest entries stand on');
    } catch (error) {
      this.#shut(n, error);
    }
    this.#rest = null;
    return true;
  }

  #shut(n: number, error: unknown): never {
    const failure = isAppError(error, 'log.tampered') ? error : tampered('entries that cannot be read', error);
    this.#broken = failure;
    this.#ground.transaction(() => this.#ground.tables.marks.drop(n));
    throw failure;
  }

  #write({ entries, change }: Commit): Durable[] {
    const { transaction, tables, signer, clock: readClock } = this.#ground;
    const clock = readClock();
    const old = this.#state;
    const automatic = clockEntries(old.last, clock);
    const { written, frontier, open, marks } = this.#build([...automatic, ...entries], clock);
    const root = frontierRoot(frontier, nodeTreeHasher);
    const head = headText(signCheckpoint({ origin: this.origin, size: frontier.size, root }, signer));
    const asked = written.slice(automatic.length);
    const n = transaction(() => {
      const log = old.n ?? tables.logs.add({ origin: this.origin, vkey: this.vkey, createdAt: clock.wall }).n;
      if (old.n !== null && !tables.heads.leave(log, old.frontier.size))
        throw new AppError('log.fork', 'the log does not end where it was left');
      for (const { entry, leaf, leafHash, disclosures } of written) {
        const isLast = entry.seq === frontier.size - 1;
        tables.entries.add(log, { seq: entry.seq, leaf, lh: fromHex(leafHash), head: isLast ? head : null });
        for (const disclosure of disclosures) tables.disclosures.add(log, disclosure);
      }
      for (const mark of [...old.due, ...marks]) tables.marks.put(log, mark);
      change?.(
        this.#ground.change,
        asked.map(({ entry }) => entry.seq),
      );
      return log;
    });
    const newest = written.at(-1);
    const last = newest === undefined ? old.last : lastClock(newest.entry);
    this.#state = { n, frontier, last, open, due: [], unread: old.unread };
    for (const { cer } of entries) if (cer !== undefined && cer !== null) this.#ceremonies.add(cer);
    return asked.map(({ entry, leafHash }) => Durable.issue(entry, leafHash, clock.monoMs));
  }

  #build(drafts: readonly EntryDraft[], clock: ClockReading): Built {
    const { station, random } = this.#ground;
    let { frontier, open } = this.#state;
    const written: Written[] = [];
    const marks: Mark[] = [];
    for (const draft of drafts) {
      const { entry, disclosures } = buildEntry(draft, { station, seq: frontier.size, clock }, { random, sha256 });
      const leaf = encodeEntry(entry);
      const leafHash = nodeTreeHasher.leaf(leaf);
      frontier = appendLeaf(frontier, leafHash, nodeTreeHasher);
      if (entry.ph === 'intent') open = [...open, entry.seq];
      if (entry.ph === 'result') open = open.filter((seq) => seq !== entry.ref);
      const mark = markAt(frontier, open);
      if (mark !== null) marks.push(mark);
      written.push({ entry, leaf, leafHash, disclosures });
    }
    return { written, frontier, open, marks };
  }

  #refuseWhileFull(entries: readonly EntryDraft[]): void {
    if (entries.every((draft) => mayWriteWhenFull(draft, this.#ceremonies))) return;
    if (!this.#ground.ballast.lay()) throw full();
    this.#full = false;
  }

  /** The disk filled at this commit: make room, say so in the log, and let pass only what ends things. */
  #writeIntoBallast(commit: Commit, cause: unknown): Durable[] {
    if (this.#full) throw full(cause);
    this.#full = true;
    this.#ground.ballast.drop();
    try {
      this.#write({ entries: [{ act: 'log.full', out: 'ok' }] });
      if (commit.entries.every((draft) => mayWriteWhenFull(draft, this.#ceremonies))) return this.#write(commit);
    } catch (error) {
      if (sqliteCode(error) !== 'SQLITE_FULL') throw this.#failure(error);
    }
    throw full(cause);
  }

  #failure(error: unknown): unknown {
    const code = sqliteCode(error);
    if (code === null && !isAppError(error, 'log.fork')) return error;
    const failure = code === null ? (error as AppError) : new AppError('log.cannot_write', `SQLite: ${code}`, { cause: error });
    // After a failed fsync the kernel may call the next one good without having written: only a new opening can tell.
    if (code === null || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CORRUPT')) this.#broken = failure;
    return failure;
  }
}

function full(cause?: unknown): AppError {
  return new AppError('log.full', 'the disk is full', { cause });
}
