import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { requireLength } from './length.ts';
import { libsodium, owned } from './ready.ts';

export const AEAD_KEY_BYTES = 32;
export const AEAD_NONCE_BYTES = 24;
export const AEAD_TAG_BYTES = 16;

/** XChaCha20-Poly1305 (IETF): ciphertext, then the 16-byte tag. It does not commit to its key: use `sealCaead`. */
export function aeadSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Bytes {
  requireLength(key, AEAD_KEY_BYTES, 'an AEAD key');
  requireLength(nonce, AEAD_NONCE_BYTES, 'an AEAD nonce');
  return owned(libsodium().crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, aad, null, nonce, key));
}

/** Throws `crypto.did_not_open` unless key, nonce, ciphertext and `aad` are those of one `aeadSeal`. */
export function aeadOpen(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Bytes {
  requireLength(key, AEAD_KEY_BYTES, 'an AEAD key');
  requireLength(nonce, AEAD_NONCE_BYTES, 'an AEAD nonce');
  const sodium = libsodium();
  try {
    return owned(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, aad, nonce, key));
  } catch (cause) {
    throw new AppError('crypto.did_not_open', 'the ciphertext, its associated data or its key is not the right one', { cause });
  }
}
