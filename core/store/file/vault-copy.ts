import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import { fileError } from '../disk/file-error.ts';
import { openVaultFile, type VaultFile } from './vault-file.ts';

/**
 * Runs `look` over a copy of the file, which is removed afterwards: the file itself is never touched, not even by opening
 * it, and may be open in the app. Throws what `openVaultFile` throws; a copy taken in the middle of a write is `vault.damaged`.
 */
export function withVaultCopy<T>(path: string, look: (file: VaultFile) => T): T {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new AppError('vault.not_found', 'there is no such file');
  if (!found.isFile()) throw new AppError('vault.not_a_vault', 'not a file');
  const folder = mkdtempSync(join(tmpdir(), 'halligan-copy-'));
  try {
    const copy = join(folder, 'copy');
    copyTo(path, copy);
    const file = openEither(copy);
    try {
      return look(file);
    } finally {
      file.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyTo(path: string, copy: string): void {
  try {
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  } catch (error) {
    throw fileError(error);
  }
}

function openEither(path: string): VaultFile {
  try {
    return openVaultFile(path, 'vault');
  } catch (error) {
    if (isAppError(error, 'vault.half_founded')) return openVaultFile(path, 'draft');
    throw error;
  }
}
