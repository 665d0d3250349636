import type { Query, Sql } from './sql.ts';

/** Facts about the file itself. `stage` repeats the application id for triggers, which cannot read pragmas. */
export type MetaKey = 'vault' | 'practice' | 'stage' | 'created_at' | 'name';

export class MetaTable {
  readonly #get: Query<[string], { value: string }>;
  readonly #put: Query<[string, string], unknown>;

  constructor(sql: Sql) {
    this.#get = sql.prepare('SELECT value FROM meta WHERE key = ?');
    this.#put = sql.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  }

  /** Null when it was never set. */
  get(key: MetaKey): string | null {
    return this.#get.get(key)?.value ?? null;
  }

  put(key: MetaKey, value: string): void {
    this.#put.run(key, value);
  }
}
