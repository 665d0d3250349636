import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { openVaultFile, type VaultFile } from './vault-file.ts';

/**
 * Runs `look` over a copy of the file, which is removed afterwards: the file itself is never touched, not even by opening
 * it, and may be open in the app. Throws what `openVaultFile` throws; a copy taken in the middle of a write is `vault.damaged`.
 */
export function withVaultCopy<T>(path: string, look: (file: VaultFile) => T): T {
  if (!existsSync(path)) throw new AppError('vault.not_found', 'there is no such file');
  const folder = mkdtempSync(join(tmpdir(), 'halligan-copy-'));
  try {
    const copy = join(folder, 'copy');
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
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

function openEither(path: string): VaultFile {
  try {
    return openVaultFile(path, 'vault');
  } catch (error) {
    if (isAppError(error, 'vault.half_founded')) return openVaultFile(path, 'draft');
    throw error;
  }
}
