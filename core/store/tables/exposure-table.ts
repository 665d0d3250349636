import type { Query, Sql } from './sql.ts';

export interface NewExposure {
  readonly request: string;
  readonly credential: string;
  readonly version: number;
  readonly field: string;
  readonly member: string;
  /** "reveal", "copy", "large", "save" … */
  readonly how: string;
  readonly at: number;
}

export interface ExposureRow extends NewExposure {
  readonly id: number;
  readonly hiddenAt: number | null;
  readonly rotatedAt: number | null;
  readonly retestedAt: number | null;
  readonly retestedBy: string | null;
}

const COLUMNS = `id, request, credential, version, field, member, how, at, hidden_at AS hiddenAt, rotated_at AS rotatedAt,
  retested_at AS retestedAt, retested_by AS retestedBy`;

/** Which secret fields were seen, by whom, until the credential is rotated and retested. */
export class ExposureTable {
  readonly #of: Query<[string], ExposureRow>;
  readonly #open: Query<[], ExposureRow>;
  readonly #add: Query<[string, string, number, string, string, string, number], { id: number }>;
  readonly #hide: Query<[number, number], unknown>;
  readonly #rotate: Query<[number, string, number], unknown>;
  readonly #retest: Query<[number, string, string], unknown>;

  constructor(sql: Sql) {
    this.#of = sql.prepare(`SELECT ${COLUMNS} FROM exposure WHERE request = ? ORDER BY id`);
    this.#open = sql.prepare(`SELECT ${COLUMNS} FROM exposure WHERE retested_at IS NULL ORDER BY id`);
    this.#add = sql.prepare(
      `INSERT INTO exposure (request, credential, version, field, member, how, at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    );
    this.#hide = sql.prepare('UPDATE exposure SET hidden_at = ? WHERE id = ? AND hidden_at IS NULL');
    this.#rotate = sql.prepare('UPDATE exposure SET rotated_at = ? WHERE credential = ? AND version < ? AND rotated_at IS NULL');
    this.#retest = sql.prepare(
      `UPDATE exposure SET retested_at = ?, retested_by = ?
       WHERE credential = ? AND rotated_at IS NOT NULL AND retested_at IS NULL`,
    );
  }

  of(request: string): ExposureRow[] {
    return this.#of.all(request);
  }

  /** Of every request: what has not been retested. */
  open(): ExposureRow[] {
    return this.#open.all();
  }

  /** The new row's id. */
  add(row: NewExposure): number {
    const added = this.#add.get(row.request, row.credential, row.version, row.field, row.member, row.how, row.at);
    return (added as { id: number }).id; // RETURNING gives a row for every INSERT that does not throw
  }

  hide(id: number, at: number): void {
    this.#hide.run(at, id);
  }

  /** Marks every exposure of a version before `version` as rotated. */
  rotate(credential: string, version: number, at: number): void {
    this.#rotate.run(at, credential, version);
  }

  /** Marks every rotated exposure of the credential as retested. How many there were. */
  retest(credential: string, at: number, by: string): number {
    return this.#retest.run(at, by, credential);
  }
}
