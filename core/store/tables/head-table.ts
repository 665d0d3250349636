import type { Query, Sql } from '../sql.ts';

export interface HeadRow {
  readonly size: number;
  /** The compact range, 64 hexadecimal digits a node. */
  readonly frontier: string;
  /** The checkpoint. */
  readonly note: string;
}

/** The signed head of each log. It moves with the entries, in their transaction. */
export class HeadTable {
  readonly #get: Query<[number], HeadRow>;
  readonly #add: Query<[number, number, string, string], unknown>;
  readonly #move: Query<[number, string, string, number, number], unknown>;

  constructor(sql: Sql) {
    this.#get = sql.prepare('SELECT size, frontier, note FROM head WHERE log = ?');
    this.#add = sql.prepare('INSERT INTO head (log, size, frontier, note) VALUES (?, ?, ?, ?)');
    this.#move = sql.prepare('UPDATE head SET size = ?, frontier = ?, note = ? WHERE log = ? AND size = ?');
  }

  get(log: number): HeadRow | null {
    return this.#get.get(log) ?? null;
  }

  /** The first head, after the genesis. */
  add(log: number, row: HeadRow): void {
    this.#add.run(log, row.size, row.frontier, row.note);
  }

  /** Compare and swap: false when the head is no longer of `oldSize`. */
  move(log: number, oldSize: number, row: HeadRow): boolean {
    return this.#move.run(row.size, row.frontier, row.note, log, oldSize) === 1;
  }
}
