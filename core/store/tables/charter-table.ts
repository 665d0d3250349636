import type { Query, Sql } from './sql.ts';

export interface CharterRow {
  readonly version: number;
  /** As they were signed. */
  readonly bytes: Uint8Array;
  /** As `encodeSignatures` of shared/format wrote them. */
  readonly signatures: Uint8Array;
}

/** Every version of the charter. Rows are never changed; only a draft may clear them. */
export class CharterTable {
  readonly #all: Query<[], CharterRow>;
  readonly #latest: Query<[], CharterRow>;
  readonly #add: Query<[number, Uint8Array, Uint8Array], unknown>;
  readonly #clear: Query<[], unknown>;

  constructor(sql: Sql) {
    this.#all = sql.prepare('SELECT version, bytes, signatures FROM charter ORDER BY version');
    this.#latest = sql.prepare('SELECT version, bytes, signatures FROM charter ORDER BY version DESC LIMIT 1');
    this.#add = sql.prepare('INSERT INTO charter (version, bytes, signatures) VALUES (?, ?, ?)');
    this.#clear = sql.prepare('DELETE FROM charter');
  }

  /** Oldest first: the chain. */
  all(): CharterRow[] {
    return this.#all.all();
  }

  /** Null in a founding that has not come to its signatures. */
  latest(): CharterRow | null {
    return this.#latest.get() ?? null;
  }

  add(row: CharterRow): void {
    this.#add.run(row.version, row.bytes, row.signatures);
  }

  /** Of a draft alone: the file itself refuses it in a vault. */
  clear(): void {
    this.#clear.run();
  }
}
