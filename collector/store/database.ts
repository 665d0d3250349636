/** What the collector asks of a database. The SQL is one for both kinds; `?` stands for a value. */
export type Value = string | number | null | Uint8Array;

export interface Reader {
  /** Every row, in the order that the statement says. */
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  /** The first row, or null. */
  one<Row>(sql: string, ...values: Value[]): Promise<Row | null>;
}

export interface Writer extends Reader {
  /** How many rows changed. */
  run(sql: string, ...values: Value[]): Promise<number>;
  /** One row each, all or none. Rows have as many values as there are columns. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>;
}

export interface Database extends Reader {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * Runs `work` as one transaction, durable when it resolves, undone when it throws. Writers of one database follow one
   * another wherever they touch the same rows. Throws `collector.cannot_write` for what the disk or the server refuses.
   */
  transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
