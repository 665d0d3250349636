import { type Entry, parseEntry } from '../../shared/log/entry.ts';
import type { LogRow } from './tables/log-table.ts';
import type { LogTables } from './tables/log-tables.ts';

export interface StoredEntry {
  readonly entry: Entry;
  /** The human words that are still disclosed, by path. */
  readonly said: Readonly<Record<string, string>>;
}

/** The entries of every log in the file, for people to read. Reading believes the leaves; verifying does not. */
export class StoredEntries {
  readonly #tables: LogTables;

  constructor(tables: LogTables) {
    this.#tables = tables;
  }

  /** Which logs the file carries, oldest first. */
  logs(): LogRow[] {
    return this.#tables.logs.all();
  }

  /** The checkpoint of a log, null when it has none (a damaged file). */
  checkpoint(origin: string): string | null {
    return this.#tables.heads.get(this.#number(origin))?.note ?? null;
  }

  /**
   * The newest first, from just below `below`. Throws `log.not_canonical` or `log.entry_malformed` at a leaf that cannot be
   * read. While it is being iterated nothing can be committed: take what you need and stop.
   */
  *newestFirst(origin: string, below: number = Number.MAX_SAFE_INTEGER): Generator<StoredEntry, undefined> {
    const n = this.#number(origin);
    for (const { seq, leaf } of this.#tables.entries.newestFirst(n, below)) {
      const said = Object.fromEntries(this.#tables.disclosures.of(n, seq).map(({ path, value }) => [path, value]));
      yield { entry: parseEntry(leaf), said };
    }
    return undefined;
  }

  /** Every leaf, byte for byte, in order. While it is being iterated nothing can be committed. */
  *leaves(origin: string): Generator<Uint8Array, undefined> {
    for (const { leaf } of this.#tables.entries.oldestFirst(this.#number(origin))) yield leaf;
    return undefined;
  }

  #number(origin: string): number {
    return this.logs().find((row) => row.origin === origin)?.n ?? -1;
  }
}
