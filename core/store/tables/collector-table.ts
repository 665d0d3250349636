import type { Query, Sql } from './sql.ts';

/** Who receives one log. What is null is not known yet: a request that is carried has no answer. */
export interface CollectorRow {
  readonly state: 'carried' | 'asked' | 'active' | 'refused' | 'forked';
  readonly since: number;
  /** The id of the request, of the collector's choosing. */
  readonly request: string | null;
  /** The vkeys of its two keys. */
  readonly receipts: string | null;
  readonly heads: string | null;
  /** SHA-256 of its TLS key in hexadecimal; null where the answer came by file without one. */
  readonly spki: string | null;
  readonly address: string | null;
  /** JSON. */
  readonly policy: string | null;
  readonly confirmed: 0 | 1;
  readonly letIn: 0 | 1;
  /** The `seq` of the entry that names these keys. */
  readonly pinnedAt: number | null;
  /** Every entry before this one has had its words sent. */
  readonly disclosed: number;
  /** The code of what keeps the log from arriving, and since when. */
  readonly fault: string | null;
  readonly faultSince: number | null;
}

/** What may be noted without an entry: it says nothing of who the collector is. */
export type CollectorNote = Pick<CollectorRow, 'disclosed' | 'fault' | 'faultSince'>;

type Fields = [
  state: string,
  since: number,
  request: string | null,
  receipts: string | null,
  heads: string | null,
  spki: string | null,
  address: string | null,
  policy: string | null,
  confirmed: number,
  letIn: number,
  pinnedAt: number | null,
  disclosed: number,
  fault: string | null,
  faultSince: number | null,
];

/** One collector a log at most. */
export class CollectorTable {
  readonly #get: Query<[string], CollectorRow>;
  readonly #put: Query<[string, ...Fields], unknown>;
  readonly #note: Query<[number, string | null, number | null, string], unknown>;
  readonly #drop: Query<[string], unknown>;

  constructor(sql: Sql) {
    this.#get = sql.prepare(
      `SELECT state, since, request, receipts, heads, spki, address, policy, confirmed, let_in AS letIn, pinned_at AS pinnedAt, disclosed,
       fault, fault_since AS faultSince FROM collector WHERE log = (SELECT n FROM log WHERE origin = ?)`,
    );
    this.#put = sql.prepare(
      `INSERT OR REPLACE INTO collector (log, state, since, request, receipts, heads, spki, address, policy, confirmed, let_in, pinned_at,
       disclosed, fault, fault_since) VALUES ((SELECT n FROM log WHERE origin = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#note = sql.prepare(
      'UPDATE collector SET disclosed = ?, fault = ?, fault_since = ? WHERE log = (SELECT n FROM log WHERE origin = ?)',
    );
    this.#drop = sql.prepare('DELETE FROM collector WHERE log = (SELECT n FROM log WHERE origin = ?)');
  }

  /** Null where none was asked. */
  get(origin: string): CollectorRow | null {
    return this.#get.get(origin) ?? null;
  }

  put(origin: string, row: CollectorRow): void {
    const { state, since, request, receipts, heads, spki, address, policy } = row;
    const { confirmed, letIn, pinnedAt, disclosed, fault, faultSince } = row;
    this.#put.run(
      origin,
      state,
      since,
      request,
      receipts,
      heads,
      spki,
      address,
      policy,
      confirmed,
      letIn,
      pinnedAt,
      disclosed,
      fault,
      faultSince,
    );
  }

  note(origin: string, { disclosed, fault, faultSince }: CollectorNote): void {
    this.#note.run(disclosed, fault, faultSince, origin);
  }

  drop(origin: string): void {
    this.#drop.run(origin);
  }
}
