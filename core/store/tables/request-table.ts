import type { Query, Sql } from './sql.ts';

/** A request and how far it came. Times in UTC milliseconds, null for what has not happened. */
export interface RequestRow {
  readonly id: string;
  /** The request as the custodians sign it. */
  readonly bytes: Uint8Array;
  readonly state: string;
  readonly kind: string;
  readonly declaredAt: number;
  /** When the quorum opened it; null when it never did. */
  readonly openedAt: number | null;
  readonly sealedAt: number | null;
  readonly sealedHow: string | null;
  /** When a credential was first shown, copied, saved, or used without seeing. */
  readonly firstUseAt: number | null;
  /** Uses that exposed nothing. */
  readonly unseen: number;
  /** Denials, and shares that did not open. */
  readonly refusals: number;
  readonly endedAt: number | null;
  readonly endedHow: string | null;
}

/** A request as it is declared; everything else starts empty or at 0. */
export type NewRequest = Pick<RequestRow, 'id' | 'bytes' | 'state' | 'kind' | 'declaredAt'>;

/** What is not named stays as it is. */
export type RequestChange = Partial<Omit<RequestRow, 'id' | 'bytes' | 'kind' | 'declaredAt'>>;

const COLUMNS = `id, bytes, state, kind, declared_at AS declaredAt, opened_at AS openedAt, sealed_at AS sealedAt, sealed_how AS sealedHow,
  first_use_at AS firstUseAt, unseen, refusals, ended_at AS endedAt, ended_how AS endedHow`;

type Changed = [
  state: string | null,
  openedAt: number | null,
  sealedAt: number | null,
  sealedHow: string | null,
  firstUseAt: number | null,
  unseen: number | null,
  refusals: number | null,
  endedAt: number | null,
  endedHow: string | null,
  id: string,
];

/** Requests: emergencies, drills, the founding's rehearsal, extensions. */
export class RequestTable {
  readonly #all: Query<[], RequestRow>;
  readonly #live: Query<[], RequestRow>;
  readonly #get: Query<[string], RequestRow>;
  readonly #add: Query<[string, Uint8Array, string, string, number], unknown>;
  readonly #change: Query<Changed, unknown>;

  constructor(sql: Sql) {
    this.#all = sql.prepare(`SELECT ${COLUMNS} FROM request ORDER BY declared_at DESC, id`);
    this.#live = sql.prepare(`SELECT ${COLUMNS} FROM request WHERE ended_at IS NULL ORDER BY declared_at DESC, id`);
    this.#get = sql.prepare(`SELECT ${COLUMNS} FROM request WHERE id = ?`);
    this.#add = sql.prepare('INSERT INTO request (id, bytes, state, kind, declared_at) VALUES (?, ?, ?, ?, ?)');
    this.#change = sql.prepare(
      `UPDATE request SET state = coalesce(?, state), opened_at = coalesce(?, opened_at), sealed_at = coalesce(?, sealed_at),
       sealed_how = coalesce(?, sealed_how), first_use_at = coalesce(?, first_use_at), unseen = coalesce(?, unseen),
       refusals = coalesce(?, refusals), ended_at = coalesce(?, ended_at), ended_how = coalesce(?, ended_how) WHERE id = ?`,
    );
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

  add(row: NewRequest): void {
    this.#add.run(row.id, row.bytes, row.state, row.kind, row.declaredAt);
  }

  change(id: string, to: RequestChange): void {
    const { state, openedAt, sealedAt, sealedHow, firstUseAt, unseen, refusals, endedAt, endedHow } = to;
    this.#change.run(
      state ?? null,
      openedAt ?? null,
      sealedAt ?? null,
      sealedHow ?? null,
      firstUseAt ?? null,
      unseen ?? null,
      refusals ?? null,
      endedAt ?? null,
      endedHow ?? null,
      id,
    );
  }
}
