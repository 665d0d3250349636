import type { Query, Sql } from './sql.ts';

/** A collector's countersignature of the log's first `size` entries. */
export interface ReceiptRow {
  readonly size: number;
  /** Seconds, by the collector's clock. */
  readonly time: number;
  /** The key that countersigned. */
  readonly vkey: string;
  /** The checkpoint with the receipt on it: the content of a `.hreceipt`. */
  readonly note: string;
}

const OF = 'SELECT size, time, vkey, note FROM receipt WHERE log = (SELECT n FROM log WHERE origin = ?)';

/** What collectors countersigned. They can be added, never changed or deleted. */
export class ReceiptTable {
  readonly #newest: Query<[string, string], ReceiptRow>;
  readonly #all: Query<[string], ReceiptRow>;
  readonly #at: Query<[string, string, number], ReceiptRow>;
  readonly #add: Query<[string, number, number, string, string], unknown>;

  constructor(sql: Sql) {
    this.#newest = sql.prepare(`${OF} AND vkey = ? ORDER BY size DESC LIMIT 1`);
    this.#all = sql.prepare(`${OF} ORDER BY size, vkey`);
    this.#at = sql.prepare(`${OF} AND vkey = ? AND size = ?`);
    this.#add = sql.prepare('INSERT INTO receipt (log, size, time, vkey, note) VALUES ((SELECT n FROM log WHERE origin = ?), ?, ?, ?, ?)');
  }

  /** The one by this key of the most entries, null before the first. */
  newest(origin: string, vkey: string): ReceiptRow | null {
    return this.#newest.get(origin, vkey) ?? null;
  }

  /** By every key, smallest first. */
  all(origin: string): ReceiptRow[] {
    return this.#all.all(origin);
  }

  at(origin: string, vkey: string, size: number): ReceiptRow | null {
    return this.#at.get(origin, vkey, size) ?? null;
  }

  add(origin: string, { size, time, vkey, note }: ReceiptRow): void {
    this.#add.run(origin, size, time, vkey, note);
  }
}
