import type { Query, Sql } from './sql.ts';

export interface NewApproval {
  readonly request: string;
  readonly member: string;
  readonly key: string | null;
  readonly at: number;
  readonly outcome: 'approved' | 'denied' | 'refused';
  /** JSON: a denial's reason, a refusal's fault. */
  readonly detail: string;
  /** JSON of the WebAuthn assertion over the request; null where there was none. */
  readonly assertion: string | null;
}

export interface ApprovalRow extends NewApproval {
  readonly n: number;
}

/** What each custodian did with a request, in the order it happened. */
export class ApprovalTable {
  readonly #of: Query<[string], ApprovalRow>;
  readonly #add: Query<[string, string, string | null, number, string, string, string | null], unknown>;

  constructor(sql: Sql) {
    this.#of = sql.prepare('SELECT n, request, member, key, at, outcome, detail, assertion FROM approval WHERE request = ? ORDER BY n');
    this.#add = sql.prepare('INSERT INTO approval (request, member, key, at, outcome, detail, assertion) VALUES (?, ?, ?, ?, ?, ?, ?)');
  }

  of(request: string): ApprovalRow[] {
    return this.#of.all(request);
  }

  add(row: NewApproval): void {
    this.#add.run(row.request, row.member, row.key, row.at, row.outcome, row.detail, row.assertion);
  }
}
