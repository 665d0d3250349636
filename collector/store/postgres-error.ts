import pg from 'pg';
import { AppError, isAppError } from '../../shared/base/app-error.ts';

/** The five characters of the SQL standard that an operator most often meets at a start, in words. */
const WORDS: Readonly<Record<string, string>> = {
  '25006': 'it is read-only',
  '28P01': 'it refuses the password',
  '28000': 'it does not let this role in',
  '3D000': 'it has no such database',
  '42501': 'this role may not do that',
  '53100': 'its disk is full',
  '53300': 'it has too many connections',
  '57P01': 'it is stopping',
  '57P03': 'it is starting',
  '57014': 'it took too long',
};

/** A transaction that ended so is run again: others were faster, or each waited for the other. */
const AGAIN: readonly string[] = ['40001', '40P01', '23505'];

/** Does what asks the server. Whatever it refuses, and its absence, are `collector.cannot_write`; values and addresses are in no message. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storeRefusal(cause);
  }
}

function storeRefusal(cause: unknown): AppError {
  if (isAppError(cause)) return cause;
  const code = codeOf(cause) ?? 'no connection';
  const words = WORDS[code];
  return new AppError('collector.cannot_write', `PostgreSQL: ${code}${words === undefined ? '' : `, ${words}`}`, { cause });
}

/** True for what another run of the same transaction may mend. */
export function mayRunAgain(error: unknown): boolean {
  return isAppError(error, 'collector.cannot_write') && AGAIN.includes(codeOf(error) ?? '');
}

/** True where the server itself answered, so that the connection may still be good. */
export function wasAnswered(error: unknown): boolean {
  return !isAppError(error, 'collector.cannot_write') || error.cause === undefined || error.cause instanceof pg.DatabaseError;
}

/** The server's code, or the system's for a socket, or null. */
export function codeOf(error: unknown): string | null {
  const cause = isAppError(error) ? error.cause : error;
  const code = (cause as { code?: unknown } | null | undefined)?.code; // judged in the next line
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : null;
}
