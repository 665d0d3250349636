import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { fromHex } from '../../shared/base/bytes.ts';
import { type Head, type Signer, signCheckpoint } from '../../shared/log/checkpoint.ts';
import type { Disclosure } from '../../shared/log/disclosure.ts';
import { type Entry, encodeEntry } from '../../shared/log/entry.ts';
import { buildEntry, type ClockReading, type EntryDraft, type Station } from '../../shared/log/entry-draft.ts';
import { appendLeaf, type Frontier, frontierRoot, frontierText } from '../../shared/log/frontier.ts';
import { vkeyText } from '../../shared/log/vkey.ts';
import { nodeTreeHasher, sha256 } from '../hash/node-hash.ts';
import type { Ballast } from './ballast.ts';
import { clockEntries, type LastClock, lastClock } from './clock-entries.ts';
import { Durable } from './durable.ts';
import type { FileIdentity } from './file-identity.ts';
import { mayWriteWhenFull } from './full-disk.ts';
import { sqliteCode } from './store-error.ts';
import type { LogTables } from './tables/log-tables.ts';
import type { VaultTables } from './tables/vault-tables.ts';

/** What a change may do, in the transaction of its entries. */
export interface VaultChange extends VaultTables {
  /** A founding's last step: from here the file is a vault. */
  becomeVault(): void;
}

export interface Commit {
  /** At least one: no state changes without a word in the log. */
  readonly entries: readonly EntryDraft[];
  /** Runs inside the transaction; what it throws undoes everything and comes out of `commit`. `seqs`: of `entries`, in order. */
  readonly change?: (tx: VaultChange, seqs: readonly number[]) => void;
}

/** What the log stands on. `core/store/open-log.ts` is the only one to make it. */
export interface LogGround {
  readonly transaction: <T>(work: () => T) => T;
  readonly tables: LogTables;
  readonly change: VaultChange;
  readonly identity: FileIdentity;
  readonly ballast: Ballast;
  readonly signer: Signer;
  readonly station: Station;
  readonly clock: () => ClockReading;
  readonly random: (length: number) => Uint8Array;
}

/** Where the log stands: changed as a whole, and only after a COMMIT. */
export interface LogState {
  /** The log's number in the file; null before its genesis. */
  readonly n: number | null;
  readonly frontier: Frontier;
  readonly last: LastClock | null;
}

interface Written {
  readonly entry: Entry;
  readonly leaf: Uint8Array;
  readonly leafHash: string;
  readonly disclosures: readonly Disclosure[];
}

/** One station's log in one vault file, open for appending. LOG: build, hash and sign in memory, one transaction, then the swap. */
export class StationLog {
  readonly #ground: LogGround;
  #state: LogState;
  #full: boolean;
  #broken: AppError | null = null;
  readonly #ceremonies = new Set<string>();

  constructor(ground: LogGround, state: LogState) {
    this.#ground = ground;
    this.#state = state;
    this.#full = !ground.ballast.lay();
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

  /** True while the disk is too full for anything but sealing and the ceremony at hand. */
  get full(): boolean {
    return this.#full;
  }

  /** The durable head: what an anchor may remember, and six words say. */
  head(): Head {
    const { frontier } = this.#state;
    return { origin: this.origin, size: frontier.size, root: frontierRoot(frontier, nodeTreeHasher) };
  }

  /**
   * Writes the entries, the signed head over them and the change in one transaction. When it returns, they are on the
   * disk; one token for each entry, in order. When it throws, nothing was changed: `log.moved` (the file was unlinked or
   * replaced), `log.full`, `log.fork` (somebody else wrote this log), `log.cannot_write`, `log.entry_malformed`, or
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

  #write({ entries, change }: Commit): Durable[] {
    const { transaction, tables, signer, clock: readClock } = this.#ground;
    const clock = readClock();
    const old = this.#state;
    const automatic = clockEntries(old.last, clock);
    const { written, frontier } = this.#build([...automatic, ...entries], clock);
    const root = frontierRoot(frontier, nodeTreeHasher);
    const note = signCheckpoint({ origin: this.origin, size: frontier.size, root }, signer);
    const head = { size: frontier.size, frontier: frontierText(frontier), note };
    const asked = written.slice(automatic.length);
    const n = transaction(() => {
      const log = old.n ?? tables.logs.add({ origin: this.origin, vkey: this.vkey, createdAt: clock.wall }).n;
      if (old.n === null) tables.heads.add(log, head);
      else if (!tables.heads.move(log, old.frontier.size, head)) throw new AppError('log.fork', 'the head is not where this log left it');
      for (const { entry, leaf, leafHash, disclosures } of written) {
        tables.entries.add(log, { seq: entry.seq, leaf, lh: fromHex(leafHash) });
        for (const disclosure of disclosures) tables.disclosures.add(log, disclosure);
      }
      change?.(
        this.#ground.change,
        asked.map(({ entry }) => entry.seq),
      );
      return log;
    });
    const newest = written.at(-1);
    this.#state = { n, frontier, last: newest === undefined ? old.last : lastClock(newest.entry) };
    for (const { cer } of entries) if (cer !== undefined && cer !== null) this.#ceremonies.add(cer);
    return asked.map(({ entry, leafHash }) => Durable.issue(entry, leafHash, clock.monoMs));
  }

  #build(drafts: readonly EntryDraft[], clock: ClockReading): { written: Written[]; frontier: Frontier } {
    const { station, random } = this.#ground;
    let frontier = this.#state.frontier;
    const written: Written[] = [];
    for (const draft of drafts) {
      const { entry, disclosures } = buildEntry(draft, { station, seq: frontier.size, clock }, { random, sha256 });
      const leaf = encodeEntry(entry);
      const leafHash = nodeTreeHasher.leaf(leaf);
      frontier = appendLeaf(frontier, leafHash, nodeTreeHasher);
      written.push({ entry, leaf, leafHash, disclosures });
    }
    return { written, frontier };
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
