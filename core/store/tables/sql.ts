import Database from 'better-sqlite3';
import { storeError } from '../disk/store-error.ts';

/** What SQLite stores and gives back. A Buffer is a Uint8Array. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A prepared statement whose errors are the app's. `Row` is what the statement's columns are, by the STRICT tables. */
export interface Query<Args extends SqlValue[], Row> {
  get(...args: Args): Row | undefined;
  all(...args: Args): Row[];
  iterate(...args: Args): IterableIterator<Row>;
  /** How many rows changed. */
  run(...args: Args): number;
}

/** One connection. Every error that SQLite gives leaves it as an `AppError` where it means something to a person. */
export class Sql {
  readonly #db: Database.Database;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;

  /** Opens the file, never makes one. Nothing is read yet: a file that is not SQLite is noticed at the first statement. */
  constructor(path: string) {
    this.#db = guarded(() => new Database(path, { fileMustExist: path !== ':memory:', timeout: 250 }));
    this.#begin = this.#db.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#db.prepare('COMMIT');
    this.#rollback = this.#db.prepare('ROLLBACK');
  }

  prepare<Args extends SqlValue[], Row>(text: string): Query<Args, Row> {
    const statement = guarded(() => this.#db.prepare<Args, Row>(text));
    return {
      get: (...args) => guarded(() => statement.get(...args)),
      all: (...args) => guarded(() => statement.all(...args)),
      iterate: (...args) => guardedIterator(() => statement.iterate(...args)),
      run: (...args) => guarded(() => statement.run(...args).changes),
    };
  }

  exec(text: string): void {
    guarded(() => this.#db.exec(text));
  }

  /** The first column of a pragma's first row. */
  pragma(text: string): unknown {
    return guarded(() => this.#db.pragma(text, { simple: true }));
  }

  /** Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back and rethrows when it throws or COMMIT fails. */
  transaction<T>(work: () => T): T {
    guarded(() => this.#begin.run());
    try {
      const result = work();
      guarded(() => this.#commit.run());
      return result;
    } catch (error) {
      // After some errors, such as a full disk, SQLite has already rolled back.
      if (this.#db.inTransaction) guarded(() => this.#rollback.run());
      throw error;
    }
  }

  close(): void {
    guarded(() => this.#db.close());
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error);
  }
}

function* guardedIterator<T>(open: () => IterableIterator<T>): Generator<T, undefined> {
  try {
    yield* open();
  } catch (error) {
    throw storeError(error);
  }
  return undefined;
}
