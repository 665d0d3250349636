import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../../../shared/base/app-error.ts';
import { type LogKey, logKey } from '../../hash/log-key.ts';
import { writeAtomically } from '../disk/atomic-file.ts';
import type { KeyBox } from './key-box.ts';

/**
 * The station's log key out of its 0600 file, made there the first time (`random` gives that many random bytes). Throws
 * `vault.damaged` when the box does not open it (another user, another machine, a new keyring), `host.file_not_written`.
 */
export async function stationLogKey(path: string, box: KeyBox, random: (length: number) => Uint8Array): Promise<LogKey> {
  if (existsSync(path)) return logKey(await opened(path, box));
  const seed = random(32);
  writeAtomically(path, await box.seal(seed));
  const key = logKey(seed);
  seed.fill(0);
  return key;
}

async function opened(path: string, box: KeyBox): Promise<Uint8Array> {
  try {
    return await box.open(readFileSync(path));
  } catch (cause) {
    throw new AppError('vault.damaged', "the station's log key does not open", { cause });
  }
}
