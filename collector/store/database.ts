/** What the collector asks of a database. The SQL is one for both kinds; `?` stands for a value. */
export type Value = string | number | null | Uint8Array;

/** Reads what was committed. Statements may not write. */
export interface ReadHandle {
  /** Every row, in the order that the statement says. */
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  /** The first row, or null. */
  one<Row>(sql: string, ...values: Value[]): Promise<Row | null>;
}

/** A transaction that is under way. What it writes can be read through it at once. */
export interface Writer extends ReadHandle {
  /** How many rows changed. */
  run(sql: string, ...values: Value[]): Promise<number>;
  /** One row each, all or none. Rows have as many values as there are columns. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>;
}

/** Being the only one, of all processes on one database, that does something. It ends with the process, however that ends. */
export interface Lease {
  /** Aborted when another may have it: the server was restarted, or cannot be reached. */
  readonly lost: AbortSignal;
  end(): Promise<void>;
}

/** A database of a collector, SQLite or PostgreSQL. */
export interface Database extends ReadHandle {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * Runs `work` as one transaction, durable when it resolves, undone when it throws. Writers of one database, in however many
   * processes, follow one another wherever they change the same rows: who reads a row to change it changes it first, and then
   * reads what is there. Rows are taken in this order, so that no two wait for each other: of a station or a sink, `counter`,
   * `own_head`. `work` may run more than once, when others were faster: it keeps nothing outside. Throws
   * `collector.cannot_write` for what the disk or the server refuses.
   */
  transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T>;
  /** Null while somebody has it, this process included. */
  lease(what: string): Promise<Lease | null>;
  close(): Promise<void>;
}

/** `serve`: as any number of collectors may. `move`: alone, to read or fill it as a whole. */
export type DatabaseUse = 'serve' | 'move';
