import { readFileSync, statSync } from 'node:fs';
import { Stop, systemCode } from './stop.ts';

/** The text of a file that is nobody else's business. Throws a `Stop` when it cannot be read, or when others may read it. */
export function privateFile(path: string): string {
  assertPrivate(path);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop(`${path} cannot be read (${systemCode(error)}).`);
  }
}

/** Throws a `Stop` when the file is not there, is none, or may be read or written by others. Windows has other means, which are not looked at. */
export function assertPrivate(path: string): void {
  let mode: number;
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new Stop(`${path} is not a file.`);
    ({ mode } = found);
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(`${path} cannot be read (${systemCode(error)}).`);
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Stop(`${path} holds a secret, and others on this machine may open it: run \`chmod 600 ${path}\`.`);
}
