import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { requireLength } from './length.ts';
import { libsodium, owned } from './ready.ts';

/**
 * X25519 (RFC 7748), the classical half of X-Wing: 32 bytes. Nothing but X-Wing uses it; it is here so that foreign
 * vectors can be run against what X-Wing is made of. Throws `crypto.did_not_open` where the result would be all zeros.
 */
export function x25519(secretKey: Uint8Array, publicKey: Uint8Array): Bytes {
  requireLength(secretKey, 32, 'an X25519 secret key');
  requireLength(publicKey, 32, 'an X25519 public key');
  const sodium = libsodium();
  try {
    return owned(sodium.crypto_scalarmult(secretKey, publicKey));
  } catch (cause) {
    throw new AppError('crypto.did_not_open', 'a low-order point', { cause });
  }
}
