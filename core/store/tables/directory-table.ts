import type { Query, Sql } from './sql.ts';

export interface SealedDirectoryRow {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly updatedAt: number;
}

/** The directory's records, sealed under the directory key. */
export class DirectoryTable {
  readonly #all: Query<[], SealedDirectoryRow>;
  readonly #get: Query<[string], SealedDirectoryRow>;
  readonly #put: Query<[string, string, Uint8Array, number], unknown>;
  readonly #remove: Query<[string], unknown>;

  constructor(sql: Sql) {
    this.#all = sql.prepare('SELECT id, kind, sealed, updated_at AS updatedAt FROM directory ORDER BY id');
    this.#get = sql.prepare('SELECT id, kind, sealed, updated_at AS updatedAt FROM directory WHERE id = ?');
    this.#put = sql.prepare(
      `INSERT INTO directory (id, kind, sealed, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, sealed = excluded.sealed, updated_at = excluded.updated_at`,
    );
    this.#remove = sql.prepare('DELETE FROM directory WHERE id = ?');
  }

  all(): SealedDirectoryRow[] {
    return this.#all.all();
  }

  get(id: string): SealedDirectoryRow | null {
    return this.#get.get(id) ?? null;
  }

  put(row: SealedDirectoryRow): void {
    this.#put.run(row.id, row.kind, row.sealed, row.updatedAt);
  }

  remove(id: string): void {
    this.#remove.run(id);
  }
}
