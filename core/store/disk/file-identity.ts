import { type BigIntStats, statSync } from 'node:fs';
import { AppError } from '../../../shared/base/app-error.ts';

/**
 * Notices that the vault file or its WAL was unlinked or replaced while open: SQLite would go on "writing" into the
 * unlinked file. Never opens the file: closing a second descriptor would drop SQLite's locks.
 */
export class FileIdentity {
  readonly #path: string;
  readonly #file: string;
  #wal: string | null;

  constructor(path: string) {
    this.#path = path;
    this.#file = identity(path) ?? '';
    this.#wal = identity(`${path}-wal`);
  }

  /** Throws `log.moved` unless both are the ones that were opened. */
  check(): void {
    const file = identity(this.#path);
    if (file === null || file !== this.#file) throw moved('the vault file');
    const wal = identity(`${this.#path}-wal`);
    if (this.#wal !== null && wal !== this.#wal) throw moved('its write-ahead log');
    this.#wal ??= wal;
  }
}

function identity(path: string): string | null {
  const stat: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}

function moved(what: string): AppError {
  return new AppError('log.moved', `${what} was moved, deleted or replaced while it was open`);
}
