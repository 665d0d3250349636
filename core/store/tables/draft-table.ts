import type { Query, Sql } from './sql.ts';

/** The steps of a founding that is under way: JSON that core/founding reads and writes. Empty in a vault. */
export class DraftTable {
  readonly #get: Query<[string], { json: string }>;
  readonly #put: Query<[string, string], unknown>;
  readonly #clear: Query<[], unknown>;

  constructor(sql: Sql) {
    this.#get = sql.prepare('SELECT json FROM draft WHERE step = ?');
    this.#put = sql.prepare('INSERT INTO draft (step, json) VALUES (?, ?) ON CONFLICT (step) DO UPDATE SET json = excluded.json');
    this.#clear = sql.prepare('DELETE FROM draft');
  }

  /** Null when that step has nothing yet. */
  get(step: string): string | null {
    return this.#get.get(step)?.json ?? null;
  }

  put(step: string, json: string): void {
    this.#put.run(step, json);
  }

  clear(): void {
    this.#clear.run();
  }
}
