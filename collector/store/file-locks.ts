/** Locks of the processes that have one SQLite file open. The system ends them with the process. */
import Sqlite from 'better-sqlite3';
import { AppError } from '../../shared/base/app-error.ts';
import type { DatabaseUse, Lease } from './database.ts';

/** Each lock is a file beside the database, itself one of SQLite's, whose locks hold on every system that it runs on. */
export class FileLocks {
  readonly #path: string;
  readonly #held = new Map<string, Sqlite.Database>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Throws `collector.cannot_write` while somebody moves the database, or for `move`, while anybody serves. */
  open(use: DatabaseUse): void {
    if (this.#take('open', use === 'serve' ? 'shared' : 'alone')) return;
    throw new AppError(
      'collector.cannot_write',
      use === 'serve' ? 'the database is being moved' : 'a collector is running on the database: stop it first',
    );
  }

  lease(what: string): Lease | null {
    const name = `lease-${encodeURIComponent(what)}`;
    if (this.#held.has(name) || !this.#take(name, 'alone')) return null;
    const mine = this.#held.get(name);
    const lost = new AbortController();
    const end = async () => {
      lost.abort();
      if (this.#held.get(name) === mine) this.#held.delete(name);
      mine?.close();
    };
    return { lost: lost.signal, end };
  }

  close(): void {
    for (const db of this.#held.values()) db.close();
    this.#held.clear();
  }

  #take(name: string, how: 'shared' | 'alone'): boolean {
    const db = opened(`${this.#path}-${name}.lock`);
    try {
      // A lock of SQLite lasts as long as the transaction that has it, and nothing is ever written in this one.
      db.exec(how === 'shared' ? 'BEGIN; SELECT COUNT(*) FROM sqlite_schema' : 'BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
      throw refused(error);
    }
    this.#held.set(name, db);
    return true;
  }
}

function opened(path: string): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: 0 });
  } catch (error) {
    throw refused(error);
  }
}

function refused(cause: unknown): unknown {
  return cause instanceof Sqlite.SqliteError ? new AppError('collector.cannot_write', `SQLite: ${cause.code}`, { cause }) : cause;
}
