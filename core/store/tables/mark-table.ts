import type { Query, Sql } from './sql.ts';

/** The state of a log when it had `size` entries. */
export interface Mark {
  readonly size: number;
  /** The compact range, 64 hexadecimal digits a node. */
  readonly frontier: string;
  /** The `seq` of every intent that had no result yet, ascending, with a comma between. */
  readonly openIntents: string;
}

/** Shortcuts into long logs. Nothing in them is believed before it fits the signed head. */
export class MarkTable {
  readonly #newest: Query<[number, number], Mark>;
  readonly #put: Query<[number, number, string, string], unknown>;
  readonly #drop: Query<[number], unknown>;

  constructor(sql: Sql) {
    this.#newest = sql.prepare(
      'SELECT size, frontier, open_intents AS openIntents FROM mark WHERE log = ? AND size <= ? ORDER BY size DESC LIMIT 1',
    );
    this.#put = sql.prepare('INSERT OR REPLACE INTO mark (log, size, frontier, open_intents) VALUES (?, ?, ?, ?)');
    this.#drop = sql.prepare('DELETE FROM mark WHERE log = ?');
  }

  /** The largest of at most `size` entries. */
  newest(log: number, size: number): Mark | null {
    return this.#newest.get(log, size) ?? null;
  }

  put(log: number, { size, frontier, openIntents }: Mark): void {
    this.#put.run(log, size, frontier, openIntents);
  }

  /** All of one log: its next opening reads the whole of it. */
  drop(log: number): void {
    this.#drop.run(log);
  }
}
