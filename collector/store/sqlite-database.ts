import Sqlite from 'better-sqlite3';
import { AppError } from '../../shared/base/app-error.ts';
import type { Database, DatabaseUse, Lease, Value, Writer } from './database.ts';
import { FileLocks } from './file-locks.ts';
import { usable } from './moved.ts';
import { DATABASE_VERSION, schemaFor } from './schema.ts';

const PRAGMAS = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['cell_size_check', 'ON', 1],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
] as const;

/**
 * Opens the file at `path`, or makes it. Throws `collector.cannot_write` when it cannot be made durable, is of a newer version,
 * was left for another database, or for `move`, is in use.
 */
export function openSqlite(path: string, use: DatabaseUse = 'serve'): Database {
  const locks = new FileLocks(path);
  try {
    locks.open(use);
    const writer = new Connection(path);
    try {
      writer.migrate();
      if (use === 'serve') usable(writer.moveState());
      return new SqliteDatabase(writer, new Connection(path), locks);
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (error) {
    locks.close();
    throw error;
  }
}

/** One writer, whose transactions follow one another, and one reader beside it that sees what was committed. */
class SqliteDatabase implements Database {
  readonly kind = 'sqlite';
  readonly #writer: Connection;
  readonly #reader: Connection;
  readonly #locks: FileLocks;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(writer: Connection, reader: Connection, locks: FileLocks) {
    this.#writer = writer;
    this.#reader = reader;
    this.#locks = locks;
  }

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.#reader.all(sql, ...values);
  }

  one<Row>(sql: string, ...values: Value[]): Promise<Row | null> {
    return this.#reader.one(sql, ...values);
  }

  transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => this.#transact(work));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #transact<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    await this.#writer.run('BEGIN IMMEDIATE');
    try {
      const result = await work(this.#writer);
      await this.#writer.run('COMMIT');
      return result;
    } catch (error) {
      this.#writer.rollBack();
      throw error;
    }
  }

  async lease(what: string): Promise<Lease | null> {
    return this.#locks.lease(what);
  }

  async close(): Promise<void> {
    await this.#turn;
    this.#reader.close();
    this.#writer.close();
    this.#locks.close();
  }
}

class Connection implements Writer {
  readonly #db: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement>();

  constructor(path: string) {
    this.#db = guarded(() => new Sqlite(path, { timeout: 5_000 }));
    for (const [name, set, readBack] of PRAGMAS) {
      guarded(() => this.#db.pragma(`${name} = ${set}`));
      const found = guarded(() => this.#db.pragma(name, { simple: true }));
      if (found !== readBack) throw new AppError('collector.cannot_write', `${name} is ${String(found)}, not ${readBack}`);
    }
  }

  migrate(): void {
    guarded(() =>
      this.#db
        .transaction(() => {
          const version = this.#db.pragma('user_version', { simple: true }) as number;
          if (version > DATABASE_VERSION) throw new AppError('collector.cannot_write', 'a newer version of the collector made this file');
          for (const text of schemaFor('sqlite', version)) this.#db.exec(text);
          this.#db.pragma(`user_version = ${DATABASE_VERSION}`);
        })
        .immediate(),
    );
  }

  moveState(): string | null {
    return guarded(() => (this.#prepared('SELECT state FROM move').get() as { state: string } | undefined)?.state ?? null);
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return guarded(() => this.#prepared(sql).all(...values) as Row[]);
  }

  async one<Row>(sql: string, ...values: Value[]): Promise<Row | null> {
    return guarded(() => (this.#prepared(sql).get(...values) as Row | undefined) ?? null);
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    return guarded(() => this.#prepared(sql).run(...values).changes);
  }

  async insert(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void> {
    const statement = this.#prepared(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    guarded(() => {
      for (const row of rows) statement.run(...row);
    });
  }

  /** After some errors, such as a full disk, SQLite has rolled back already. */
  rollBack(): void {
    if (this.#db.inTransaction) guarded(() => this.#db.exec('ROLLBACK'));
  }

  close(): void {
    this.#db.close();
  }

  #prepared(sql: string): Sqlite.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    throw new AppError('collector.cannot_write', `SQLite: ${error.code}`, { cause: error });
  }
}
