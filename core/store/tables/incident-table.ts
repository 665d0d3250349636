import type { Query, Sql } from './sql.ts';

export interface IncidentRow {
  readonly request: string;
  readonly classifiedAs: 'drill' | 'emergency' | 'misuse' | null;
  readonly classifiedBy: string | null;
  /** Wall clock in ms. Null also where an app before schema version 5 wrote the row. */
  readonly classifiedAt: number | null;
  readonly closedAt: number | null;
}

/** How each use of the vault was judged, and when it was closed. */
export class IncidentTable {
  readonly #get: Query<[string], IncidentRow>;
  readonly #all: Query<[], IncidentRow>;
  readonly #put: Query<[string, string | null, string | null, number | null, number | null], unknown>;

  constructor(sql: Sql) {
    const columns =
      'request, classified_as AS classifiedAs, classified_by AS classifiedBy, classified_at AS classifiedAt, closed_at AS closedAt';
    this.#get = sql.prepare(`SELECT ${columns} FROM incident WHERE request = ?`);
    this.#all = sql.prepare(`SELECT ${columns} FROM incident ORDER BY request`);
    this.#put = sql.prepare(
      `INSERT INTO incident (request, classified_as, classified_by, classified_at, closed_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (request) DO UPDATE SET classified_as = excluded.classified_as, classified_by = excluded.classified_by,
       classified_at = excluded.classified_at, closed_at = excluded.closed_at`,
    );
  }

  get(request: string): IncidentRow | null {
    return this.#get.get(request) ?? null;
  }

  all(): IncidentRow[] {
    return this.#all.all();
  }

  put(row: IncidentRow): void {
    this.#put.run(row.request, row.classifiedAs, row.classifiedBy, row.classifiedAt, row.closedAt);
  }
}
