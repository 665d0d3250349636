import type { Query, Sql } from '../sql.ts';

export interface EntryRow {
  readonly seq: number;
  /** As it was hashed. */
  readonly leaf: Uint8Array;
  /** The leaf hash, 32 bytes. */
  readonly lh: Uint8Array;
}

/** The leaves of every log in the file. They can be added, never changed or deleted. */
export class EntryTable {
  readonly #oldestFirst: Query<[number], EntryRow>;
  readonly #newestFirst: Query<[number, number], EntryRow>;
  readonly #get: Query<[number, number], EntryRow>;
  readonly #add: Query<[number, number, Uint8Array, Uint8Array], unknown>;

  constructor(sql: Sql) {
    this.#oldestFirst = sql.prepare('SELECT seq, leaf, lh FROM entry WHERE log = ? ORDER BY seq');
    this.#newestFirst = sql.prepare('SELECT seq, leaf, lh FROM entry WHERE log = ? AND seq < ? ORDER BY seq DESC');
    this.#get = sql.prepare('SELECT seq, leaf, lh FROM entry WHERE log = ? AND seq = ?');
    this.#add = sql.prepare('INSERT INTO entry (log, seq, leaf, lh) VALUES (?, ?, ?, ?)');
  }

  /** While it is iterated nothing can be written. */
  oldestFirst(log: number): IterableIterator<EntryRow> {
    return this.#oldestFirst.iterate(log);
  }

  /** Those with a seq below `below`. While it is iterated nothing can be written. */
  newestFirst(log: number, below: number): IterableIterator<EntryRow> {
    return this.#newestFirst.iterate(log, below);
  }

  get(log: number, seq: number): EntryRow | null {
    return this.#get.get(log, seq) ?? null;
  }

  add(log: number, row: EntryRow): void {
    this.#add.run(log, row.seq, row.leaf, row.lh);
  }
}
