import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/base/app-error.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Replaces the file as a whole, readable by its owner alone (0600): after a crash it is the old one or the new one.
 * Throws `host.file_not_written`; the old one is still there then.
 */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.new`;
  try {
    rmSync(unfinished, { force: true });
    const file = openSync(unfinished, 'wx', 0o600);
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    syncFolder(dirname(path));
  } catch (cause) {
    throw new AppError('host.file_not_written', 'a file of this station could not be written', { cause });
  }
}
