import type { Disclosure } from '../../../shared/log/leaf/disclosure.ts';
import type { Query, Sql } from './sql.ts';

/** The human words behind the commitments of each log. */
export class DisclosureTable {
  readonly #of: Query<[number, number], Disclosure>;
  readonly #between: Query<[number, number, number], Disclosure>;
  readonly #all: Query<[number], Disclosure>;
  readonly #add: Query<[number, number, string, Uint8Array, string], unknown>;

  constructor(sql: Sql) {
    this.#of = sql.prepare('SELECT seq, path, salt, value FROM disclosure WHERE log = ? AND seq = ? ORDER BY path');
    this.#between = sql.prepare('SELECT seq, path, salt, value FROM disclosure WHERE log = ? AND seq >= ? AND seq < ? ORDER BY seq, path');
    this.#all = sql.prepare('SELECT seq, path, salt, value FROM disclosure WHERE log = ? ORDER BY seq, path');
    this.#add = sql.prepare('INSERT INTO disclosure (log, seq, path, salt, value) VALUES (?, ?, ?, ?, ?)');
  }

  of(log: number, seq: number): Disclosure[] {
    return this.#of.all(log, seq);
  }

  /** Of the entries from `from` up to, without, `until`, in order of seq and path. */
  between(log: number, from: number, until: number): Disclosure[] {
    return this.#between.all(log, from, until);
  }

  /** In order of seq and path. */
  all(log: number): IterableIterator<Disclosure> {
    return this.#all.iterate(log);
  }

  add(log: number, { seq, path, salt, value }: Disclosure): void {
    this.#add.run(log, seq, path, salt, value);
  }
}
