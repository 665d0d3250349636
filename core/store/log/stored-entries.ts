import { AppError } from '../../../shared/base/app-error.ts';
import { toHex } from '../../../shared/base/bytes.ts';
import type { Disclosure } from '../../../shared/log/leaf/disclosure.ts';
import { type Entry, parseEntry } from '../../../shared/log/leaf/entry.ts';
import type { Evidence } from '../../../shared/log/verify/verify-log.ts';
import type { StoredLogRow } from '../tables/log-table.ts';
import type { LogTables } from '../tables/log-tables.ts';

/** One log entry with the words for people that belong to it. */
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
  logs(): StoredLogRow[] {
    return this.#tables.logs.all();
  }

  /**
   * The newest first, from just below `below`. Throws `log.not_canonical` or `log.entry_malformed` at a leaf that cannot be
   * read. While it is being iterated nothing can be committed: take what you need and stop.
   */
  *newestFirst(origin: string, below: number = Number.MAX_SAFE_INTEGER): Generator<StoredEntry, undefined> {
    const { n } = this.#row(origin);
    for (const { seq, leaf } of this.#tables.entries.newestFirst(n, below)) {
      const said = Object.fromEntries(this.#tables.disclosures.of(n, seq).map(({ path, value }) => [path, value]));
      yield { entry: parseEntry(leaf), said };
    }
    return undefined;
  }

  /** The leaves from `from` up to, without, `until`, oldest first: fewer where the log has fewer. */
  leaves(origin: string, from: number, until: number): Uint8Array[] {
    return this.#tables.entries.between(this.#row(origin).n, from, until).map(({ leaf }) => leaf);
  }

  /** Their hashes, hexadecimal. */
  leafHashes(origin: string, from: number, until: number): string[] {
    return this.#tables.entries
      .hashesBetween(this.#row(origin).n, from, until)
      .map((lh) => Buffer.from(lh.buffer, lh.byteOffset, lh.length).toString('hex'));
  }

  /** How many bytes they have. */
  leafBytes(origin: string, from: number, until: number): number {
    return this.#tables.entries.bytesBetween(this.#row(origin).n, from, until);
  }

  /** The human words behind their commitments, in order of seq and path. */
  disclosures(origin: string, from: number, until: number): Disclosure[] {
    return this.#tables.disclosures.between(this.#row(origin).n, from, until);
  }

  /** The signed head as it is stored. */
  checkpoint(origin: string): string {
    return this.#tables.heads.get(this.#row(origin).n)?.note ?? '';
  }

  /**
   * Everything that `verifyLog` asks for, from the file. While its iterables are being read nothing can be committed.
   * Throws `log.unknown_entry` when the file carries no such log.
   */
  evidence(origin: string): Evidence & { readonly leafHashes: readonly string[]; readonly disclosures: Iterable<Disclosure> } {
    const row = this.#row(origin);
    const leafHashes: string[] = [];
    for (const { lh } of this.#tables.entries.oldestFirst(row.n)) leafHashes.push(toHex(lh));
    const checkpoint = this.#tables.heads.get(row.n)?.note ?? '';
    return { leaves: this.#leaves(row.n), checkpoint, vkey: row.vkey, leafHashes, disclosures: this.#tables.disclosures.all(row.n) };
  }

  *#leaves(n: number): Generator<Uint8Array, undefined> {
    for (const { leaf } of this.#tables.entries.oldestFirst(n)) yield leaf;
    return undefined;
  }

  #row(origin: string): StoredLogRow {
    const row = this.logs().find((log) => log.origin === origin);
    if (row === undefined) throw new AppError('log.unknown_entry', 'the file carries no such log');
    return row;
  }
}
