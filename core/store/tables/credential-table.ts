import type { Query, Sql } from './sql.ts';

/** What is known of a credential without opening it. */
export interface CredentialSummaryRow {
  readonly id: string;
  readonly version: number;
  readonly compartment: string;
  readonly kind: string;
  readonly state: 'current' | 'old' | 'pruned';
  readonly depositor: string;
  readonly depositedAt: number;
  /** Bytes of the plaintext before padding; of a file, of its content. */
  readonly size: number;
}

/** A stored version of a credential, with its sealed content. */
export interface CredentialRow extends CredentialSummaryRow {
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
}

/** A version to store; it becomes the current one. */
export interface NewCredential extends Omit<CredentialRow, 'state'> {
  /** Of files: the sealed chunks in order. Else empty. */
  readonly chunks: readonly Uint8Array[];
}

const HEAD = 'id, version, compartment, kind, state, depositor, deposited_at AS depositedAt, size';

/** Credentials, sealed. At most one version of each is current, which the file itself refuses to break. */
export class CredentialTable {
  readonly #current: Query<[], CredentialSummaryRow>;
  readonly #versions: Query<[string], CredentialSummaryRow>;
  readonly #get: Query<[string], CredentialRow>;
  readonly #getVersion: Query<[string, number], CredentialRow>;
  readonly #count: Query<[string], { count: number }>;
  readonly #retire: Query<[string], unknown>;
  readonly #add: Query<[string, number, string, string, string, number, number, Uint8Array, Uint8Array], unknown>;
  readonly #addChunk: Query<[string, number, number, Uint8Array], unknown>;
  readonly #chunks: Query<[string, number], { sealed: Uint8Array }>;

  constructor(sql: Sql) {
    this.#current = sql.prepare(`SELECT ${HEAD} FROM credential WHERE state = 'current' ORDER BY id`);
    this.#versions = sql.prepare(`SELECT ${HEAD} FROM credential WHERE id = ? ORDER BY version`);
    this.#get = sql.prepare(`SELECT ${HEAD}, sealed, signature FROM credential WHERE id = ? AND state = 'current'`);
    this.#getVersion = sql.prepare(`SELECT ${HEAD}, sealed, signature FROM credential WHERE id = ? AND version = ?`);
    this.#count = sql.prepare(`SELECT count(*) AS count FROM credential WHERE compartment = ? AND state = 'current'`);
    this.#retire = sql.prepare(`UPDATE credential SET state = 'old' WHERE id = ? AND state = 'current'`);
    this.#add = sql.prepare(
      `INSERT INTO credential (id, version, compartment, kind, state, depositor, deposited_at, size, sealed, signature)
       VALUES (?, ?, ?, ?, 'current', ?, ?, ?, ?, ?)`,
    );
    this.#addChunk = sql.prepare('INSERT INTO credential_chunk (id, version, idx, sealed) VALUES (?, ?, ?, ?)');
    this.#chunks = sql.prepare('SELECT sealed FROM credential_chunk WHERE id = ? AND version = ? ORDER BY idx');
  }

  /** The heads of every credential's current version. */
  current(): CredentialSummaryRow[] {
    return this.#current.all();
  }

  /** Every version of one credential, oldest first; empty for an unknown id. */
  versions(id: string): CredentialSummaryRow[] {
    return this.#versions.all(id);
  }

  /** That version, or the current one. Null for an unknown one. Reads this row alone. */
  get(id: string, version?: number): CredentialRow | null {
    return (version === undefined ? this.#get.get(id) : this.#getVersion.get(id, version)) ?? null;
  }

  countIn(compartment: string): number {
    return this.#count.get(compartment)?.count ?? 0;
  }

  /** A file's sealed chunks, in order, one in memory at a time. */
  *chunks(id: string, version: number): Generator<Uint8Array, undefined> {
    for (const row of this.#chunks.iterate(id, version)) yield row.sealed;
    return undefined;
  }

  /** Stores a version and makes it the current one; the version before it, if any, becomes old. */
  add(row: NewCredential): void {
    this.#retire.run(row.id);
    const { id, version, compartment, kind, depositor, depositedAt, size, sealed, signature } = row;
    this.#add.run(id, version, compartment, kind, depositor, depositedAt, size, sealed, signature);
    for (const [index, chunk] of row.chunks.entries()) this.#addChunk.run(id, version, index, chunk);
  }
}
