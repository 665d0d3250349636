import type { Query, Sql } from './sql.ts';

/** A log in the file. `n` is its number there; `origin` and `vkey` are as in its checkpoints; `createdAt` in UTC milliseconds. */
export interface StoredLogRow {
  readonly n: number;
  readonly origin: string;
  readonly vkey: string;
  readonly createdAt: number;
}

/** Which logs the file carries: one for each station and epoch. */
export class LogTable {
  readonly #all: Query<[], StoredLogRow>;
  readonly #add: Query<[string, string, number], { n: number }>;

  constructor(sql: Sql) {
    this.#all = sql.prepare('SELECT n, origin, vkey, created_at AS createdAt FROM log ORDER BY n');
    this.#add = sql.prepare('INSERT INTO log (origin, vkey, created_at) VALUES (?, ?, ?) RETURNING n');
  }

  /** Oldest first. */
  all(): StoredLogRow[] {
    return this.#all.all();
  }

  add(row: Omit<StoredLogRow, 'n'>): StoredLogRow {
    const added = this.#add.get(row.origin, row.vkey, row.createdAt);
    return { ...row, n: (added as { n: number }).n }; // RETURNING gives a row for every INSERT that does not throw
  }
}
