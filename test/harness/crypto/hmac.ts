import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../../../shared/base/bytes.ts';

/** HMAC-SHA-256 (RFC 2104), which HKDF is made of, with a key of any length: 32 bytes. Compare with `equalBytes`. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Bytes {
  return hmac(sha256, key, message);
}
