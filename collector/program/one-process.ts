import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Stop } from './stop.ts';

/**
 * Holds `path` for this process until it is let go, or ends however it ends: the lock is the system's, not a file that could be left
 * behind. Throws a `Stop` where another process has it.
 */
export function holdFile(path: string, sentence: string): { letGo(): void } {
  closeSync(openSync(path, 'a', 0o600));
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new Stop(sentence);
    throw error;
  }
  return { letGo: () => lock.close() };
}
