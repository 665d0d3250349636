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

/** Throws a `Stop` unless the path is a file that only its owner can read or write. On Windows the permissions are not checked. */
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
