import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/base/app-error.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { openVaultFile } from './vault-file.ts';

/** The ending of a founding that is under way. */
export const DRAFT_ENDING = '.halligan-founding';
/** The ending of a vault file. */
const VAULT_ENDING = '.halligan';

/**
 * Renames a founding that became a vault, and gives its new path. The file must be closed. Also for a file that was found
 * under its draft's name after a crash. Throws `vault.half_founded` when it is not a vault yet, `vault.exists` when the
 * name is taken, and what `openVaultFile` throws.
 */
export function finishFounding(draftPath: string): string {
  if (!draftPath.endsWith(DRAFT_ENDING)) throw new AppError('founding.none', "this is not a draft's name");
  const path = `${draftPath.slice(0, -DRAFT_ENDING.length)}${VAULT_ENDING}`;
  openVaultFile(draftPath, 'vault').close();
  if (existsSync(path)) throw new AppError('vault.exists', 'there is a vault of this name');
  renameSync(draftPath, path);
  rmSync(`${draftPath}-ballast`, { force: true });
  syncFolder(dirname(path));
  return path;
}
