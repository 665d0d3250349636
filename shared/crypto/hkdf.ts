import { hkdf as noble } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';

const MAX_OUTPUT_BYTES = 255 * 32;
/** RFC 5869 §2.2: no salt is a salt of zeros. */
export const NO_SALT: Bytes = new Uint8Array(0);

/** HKDF-SHA-256 (RFC 5869), `length` bytes: 1 to 8,160, else `crypto.wrong_length`. */
export function hkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes {
  if (!Number.isInteger(length) || length < 1 || length > MAX_OUTPUT_BYTES) {
    throw new AppError('crypto.wrong_length', `HKDF-SHA-256 gives 1 to ${MAX_OUTPUT_BYTES} bytes, not ${length}`);
  }
  return noble(sha256, ikm, salt, info, length);
}
