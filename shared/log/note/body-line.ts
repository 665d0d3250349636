/** What the text bodies between station and collector consist of. FORMAT.md §9. */
import { AppError, isAppError } from '../../base/app-error.ts';
import { fromBase64, fromHex, fromUtf8, toBase64, toHex } from '../../base/bytes.ts';
import { type Head, unverifiedHead } from './checkpoint.ts';

/** No proof in a tree of fewer than 2^63 entries has more hashes. */
export const MAX_PROOF_HASHES = 63;

/** The text of a body. Throws `log.body_too_large` for more than `limit` bytes and `log.bad_body` for what is not UTF-8. */
export function bodyText(bytes: Uint8Array, limit: number): string {
  if (bytes.length > limit) throw new AppError('log.body_too_large', `a body of ${bytes.length} bytes`);
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new AppError('log.bad_body', 'a body is not UTF-8', { cause });
  }
}

/** The number that `text` is in decimal: a safe integer of at least 0, without sign or leading zeros. Null for all else. */
export function parseDecimal(text: string): number | null {
  const value = Number(text);
  return /^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

/** Each hash on its line, in base64. */
export function writeHashLines(hashes: readonly string[]): string {
  return hashes.map((hash) => `${toBase64(fromHex(hash))}\n`).join('');
}

/** The inverse of `writeHashLines`, the lines without their newlines. Throws `log.bad_body` for another form, and for more than 63. */
export function parseHashLines(lines: readonly string[]): string[] {
  if (lines.length > MAX_PROOF_HASHES) throw new AppError('log.bad_body', 'more hashes than any proof has');
  return lines.map((line) => {
    if (!/^[A-Za-z0-9+/]{43}=$/.test(line)) throw new AppError('log.bad_body', 'a line is not a hash');
    try {
      return toHex(fromBase64(line));
    } catch (cause) {
      throw new AppError('log.bad_body', 'a line is not a hash', { cause });
    }
  });
}

/**
 * What the checkpoint in a body says before anybody verified it: good for finding the log's key, and for nothing else.
 * Throws `log.bad_body` when it is malformed.
 */
export function claimedHead(checkpoint: string): Head {
  try {
    return unverifiedHead(checkpoint);
  } catch (cause) {
    if (!isAppError(cause, 'log.bad_checkpoint')) throw cause;
    throw new AppError('log.bad_body', 'the checkpoint in a body is malformed', { cause });
  }
}
