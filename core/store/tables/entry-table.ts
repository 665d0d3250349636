import type { Query, Sql } from './sql.ts';

/** One entry of a log as its bytes. `seq` counts from 0 within the log. */
export interface EntryRow {
  readonly seq: number;
  /** As it was hashed. */
  readonly leaf: Uint8Array;
  /** The leaf hash, 32 bytes. */
  readonly lh: Uint8Array;
}

/** An entry to add, with the signed head when it is the last of its commit. */
export interface NewEntryRow extends EntryRow {
  /** As `headText` writes it, of the head that ends at this entry; null where none was signed. */
  readonly head: string | null;
}

/** Places of one log in the table: see the migration. */
export const LOG_PLACES = 2 ** 32;

/** The leaves of every log in the file. They can be added, never changed or deleted. */
export class EntryTable {
  readonly #oldestFirst: Query<[number, number], EntryRow>;
  readonly #newestFirst: Query<[number, number], EntryRow>;
  readonly #hashes: Query<[number, number], { lh: Uint8Array }>;
  readonly #bytes: Query<[number, number], { bytes: number }>;
  readonly #add: Query<[number, number, number, Uint8Array, Uint8Array, string | null], unknown>;

  constructor(sql: Sql) {
    this.#oldestFirst = sql.prepare('SELECT seq, leaf, lh FROM entry WHERE place >= ? AND place < ? ORDER BY place');
    this.#newestFirst = sql.prepare('SELECT seq, leaf, lh FROM entry WHERE place >= ? AND place < ? ORDER BY place DESC');
    this.#hashes = sql.prepare('SELECT lh FROM entry WHERE place >= ? AND place < ? ORDER BY place');
    this.#bytes = sql.prepare('SELECT coalesce(sum(length(leaf)), 0) AS bytes FROM entry WHERE place >= ? AND place < ?');
    this.#add = sql.prepare('INSERT INTO entry (place, log, seq, leaf, lh, head) VALUES (?, ?, ?, ?, ?, ?)');
  }

  /** Those with a seq of at least `from`. While it is iterated nothing can be written. */
  oldestFirst(log: number, from: number = 0): IterableIterator<EntryRow> {
    return this.#oldestFirst.iterate(log * LOG_PLACES + from, (log + 1) * LOG_PLACES);
  }

  /** Those with a seq from `from` up to, without, `until`, oldest first. */
  between(log: number, from: number, until: number): EntryRow[] {
    return this.#oldestFirst.all(log * LOG_PLACES + from, log * LOG_PLACES + until);
  }

  /** The leaf hashes of the same, without their leaves. */
  hashesBetween(log: number, from: number, until: number): Uint8Array[] {
    return this.#hashes.all(log * LOG_PLACES + from, log * LOG_PLACES + until).map(({ lh }) => lh);
  }

  /** How many bytes the leaves of the same have. */
  bytesBetween(log: number, from: number, until: number): number {
    return this.#bytes.get(log * LOG_PLACES + from, log * LOG_PLACES + until)?.bytes ?? 0;
  }

  /** Those with a seq below `below`. While it is iterated nothing can be written. */
  newestFirst(log: number, below: number): IterableIterator<EntryRow> {
    return this.#newestFirst.iterate(log * LOG_PLACES, log * LOG_PLACES + Math.min(below, LOG_PLACES));
  }

  add(log: number, { seq, leaf, lh, head }: NewEntryRow): void {
    this.#add.run(log * LOG_PLACES + seq, log, seq, leaf, lh, head);
  }
}
