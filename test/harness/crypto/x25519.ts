import { AppError } from '../../../shared/base/app-error.ts';
import type { Bytes } from '../../../shared/base/bytes.ts';
import { requireLength } from '../../../shared/crypto/length.ts';
import { libsodium, owned } from '../../../shared/crypto/ready.ts';

/**
 * X25519 (RFC 7748), the classical half of X-Wing: 32 bytes. libsodium's X-Wing is made of it; here foreign vectors are run
 * against the part alone. Throws `crypto.did_not_open` where the result would be all zeros.
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
