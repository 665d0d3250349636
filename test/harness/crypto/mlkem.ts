import type { Bytes } from '../../../shared/base/bytes.ts';
import { requireLength } from '../../../shared/crypto/length.ts';
import { libsodium, owned } from '../../../shared/crypto/ready.ts';

// ML-KEM-768 (FIPS 203), the post-quantum half of X-Wing. libsodium's X-Wing is made of it; here foreign vectors
// are run against the part alone.

export interface MlkemKeyPair {
  /** 1,184 bytes. */
  readonly publicKey: Bytes;
  /** 2,400 bytes. */
  readonly secretKey: Bytes;
}

/** The pair of a 64-byte seed (d, then z). Throws `crypto.wrong_length`. */
export function mlkemKeyPair(seed: Uint8Array): MlkemKeyPair {
  requireLength(seed, 64, 'an ML-KEM seed');
  const pair = libsodium().crypto_kem_mlkem768_seed_keypair(seed);
  return { publicKey: owned(pair.publicKey), secretKey: owned(pair.privateKey) };
}

/** Encapsulation with the 32-byte message given. Throws `crypto.wrong_length`. */
export function mlkemEncapsulate(publicKey: Uint8Array, message: Uint8Array): { ciphertext: Bytes; secret: Bytes } {
  requireLength(publicKey, 1184, 'an ML-KEM public key');
  requireLength(message, 32, 'an ML-KEM message');
  const { ciphertext, sharedSecret } = libsodium().crypto_kem_mlkem768_enc_deterministic(publicKey, message);
  return { ciphertext: owned(ciphertext), secret: owned(sharedSecret) };
}

/** The 32-byte secret of a ciphertext; another one, not an error, where the ciphertext is not for this key. */
export function mlkemDecapsulate(secretKey: Uint8Array, ciphertext: Uint8Array): Bytes {
  requireLength(secretKey, 2400, 'an ML-KEM secret key');
  requireLength(ciphertext, 1088, 'an ML-KEM ciphertext');
  return owned(libsodium().crypto_kem_mlkem768_dec(ciphertext, secretKey));
}
