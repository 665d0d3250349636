import { z } from 'zod';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { type Entry, parseEntry } from '../../shared/log/leaf/entry.ts';
import { parseJcs } from '../../shared/log/leaf/jcs.ts';

const position = z.looseObject({ log: z.string(), seq: z.int() });

/**
 * The entry that a leaf is, null where a newer app wrote it: that is kept as it came, and not understood. Throws what
 * `parseEntry` throws of the rest, `log.wrong_log` and `log.wrong_position`.
 */
export function judgeLeaf(leaf: Uint8Array, origin: string, seq: number): Entry | null {
  const entry = readable(leaf);
  const at = entry ?? position.safeParse(parseJcs(leaf)).data;
  if (at === undefined) throw new AppError('log.entry_malformed', `entry ${seq} does not say where it belongs`);
  if (at.log !== origin) throw new AppError('log.wrong_log', `entry ${seq} is of another log`);
  if (at.seq !== seq) throw new AppError('log.wrong_position', `entry ${seq} says that it is ${at.seq}`);
  return entry;
}

function readable(leaf: Uint8Array): Entry | null {
  try {
    return parseEntry(leaf);
  } catch (error) {
    if (isAppError(error, 'format.unknown_version')) return null;
    throw error;
  }
}
