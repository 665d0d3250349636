import type { Query, Sql } from './sql.ts';

export interface ProofRow {
  readonly member: string;
  readonly key: string;
  readonly compartment: string;
  readonly generation: number;
  readonly at: number;
}

/** When each key was last seen to open its shares. */
export class ProofTable {
  readonly #all: Query<[], ProofRow>;
  readonly #put: Query<[string, string, string, number, number], unknown>;

  constructor(sql: Sql) {
    this.#all = sql.prepare('SELECT member, key, compartment, generation, at FROM proof ORDER BY compartment, member, key, generation');
    this.#put = sql.prepare(
      `INSERT INTO proof (member, key, compartment, generation, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (member, key, compartment, generation) DO UPDATE SET at = excluded.at`,
    );
  }

  all(): ProofRow[] {
    return this.#all.all();
  }

  put(row: ProofRow): void {
    this.#put.run(row.member, row.key, row.compartment, row.generation, row.at);
  }
}
