import type { Query, Sql } from '../sql.ts';

export interface RequestRow {
  readonly id: string;
  /** The request as the custodians sign it. */
  readonly bytes: Uint8Array;
  readonly state: string;
  readonly kind: string;
  readonly declaredAt: number;
  readonly endedAt: number | null;
  readonly endedHow: string | null;
}

export interface RequestChange {
  readonly state: string;
  readonly endedAt: number | null;
  readonly endedHow: string | null;
}

const COLUMNS = 'id, bytes, state, kind, declared_at AS declaredAt, ended_at AS endedAt, ended_how AS endedHow';

/** Requests: emergencies, drills, the founding's rehearsal, extensions. */
export class RequestTable {
  readonly #all: Query<[], RequestRow>;
  readonly #live: Query<[], RequestRow>;
  readonly #get: Query<[string], RequestRow>;
  readonly #add: Query<[string, Uint8Array, string, string, number, number | null, string | null], unknown>;
  readonly #change: Query<[string, number | null, string | null, string], unknown>;

  constructor(sql: Sql) {
    this.#all = sql.prepare(`SELECT ${COLUMNS} FROM request ORDER BY declared_at DESC, id`);
    this.#live = sql.prepare(`SELECT ${COLUMNS} FROM request WHERE ended_at IS NULL ORDER BY declared_at DESC, id`);
    this.#get = sql.prepare(`SELECT ${COLUMNS} FROM request WHERE id = ?`);
    this.#add = sql.prepare('INSERT INTO request (id, bytes, state, kind, declared_at, ended_at, ended_how) VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#change = sql.prepare('UPDATE request SET state = ?, ended_at = ?, ended_how = ? WHERE id = ?');
  }

  /** Newest first. */
  all(): RequestRow[] {
    return this.#all.all();
  }

  /** Those that have not ended, newest first. */
  live(): RequestRow[] {
    return this.#live.all();
  }

  get(id: string): RequestRow | null {
    return this.#get.get(id) ?? null;
  }

  add(row: RequestRow): void {
    this.#add.run(row.id, row.bytes, row.state, row.kind, row.declaredAt, row.endedAt, row.endedHow);
  }

  change(id: string, change: RequestChange): void {
    this.#change.run(change.state, change.endedAt, change.endedHow, id);
  }
}
