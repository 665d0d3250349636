import { AppError } from '../../../shared/base/app-error.ts';
import { storeError } from './store-error.ts';

/** The file system's refusals in the app's codes, and SQLite's; anything else comes back as it is. */
export function fileError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return new AppError('vault.not_found', 'there is no such folder', { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new AppError('vault.read_only', 'nothing can be written there', { cause: error });
  if (code === 'ENOSPC') return new AppError('vault.disk_full', 'the disk is full', { cause: error });
  return storeError(error);
}
