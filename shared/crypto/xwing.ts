import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { requireLength } from './length.ts';
import { libsodium, owned } from './ready.ts';

/** Length of the seed of a KEM key pair. */
const KEM_SEED_BYTES = 32;
/** Length of a public key. */
export const KEM_PUBLIC_KEY_BYTES = 1216;
/** Length of an encapsulated key. */
export const KEM_CIPHERTEXT_BYTES = 1120;
/** What an encapsulation draws: 32 bytes for ML-KEM, then 32 for X25519. */
export const KEM_ENCAPSULATION_SEED_BYTES = 64;

/** An X-Wing key pair. */
export interface KemKeyPair {
  /** 1,216 bytes. */
  readonly publicKey: Bytes;
  /** 32 bytes: the seed that the pair comes from. */
  readonly secretKey: Bytes;
}

/** The X-Wing pair of a 32-byte seed. Throws `crypto.wrong_length`. */
export function kemKeyPair(seed: Uint8Array): KemKeyPair {
  requireLength(seed, KEM_SEED_BYTES, 'a KEM seed');
  const pair = libsodium().crypto_kem_xwing_seed_keypair(seed);
  return { publicKey: owned(pair.publicKey), secretKey: owned(pair.privateKey) };
}

/** X-Wing encapsulation with the randomness given. Throws `crypto.bad_parameters` for a public key that is none. */
export function kemEncapsulate(publicKey: Uint8Array, randomness: Uint8Array): { ciphertext: Bytes; secret: Bytes } {
  requireLength(publicKey, KEM_PUBLIC_KEY_BYTES, 'a KEM public key');
  requireLength(randomness, KEM_ENCAPSULATION_SEED_BYTES, 'the randomness of an encapsulation');
  const sodium = libsodium();
  try {
    const { ciphertext, sharedSecret } = sodium.crypto_kem_xwing_enc_deterministic(publicKey, randomness);
    return { ciphertext: owned(ciphertext), secret: owned(sharedSecret) };
  } catch (cause) {
    throw new AppError('crypto.bad_parameters', 'this is not an X-Wing public key', { cause });
  }
}

/** The 32-byte secret of a ciphertext. A wrong key gives another secret, not an error: what it opens must be authenticated. */
export function kemDecapsulate(secretKey: Uint8Array, ciphertext: Uint8Array): Bytes {
  requireLength(secretKey, KEM_SEED_BYTES, 'a KEM secret key');
  requireLength(ciphertext, KEM_CIPHERTEXT_BYTES, 'a KEM ciphertext');
  const sodium = libsodium();
  try {
    return owned(sodium.crypto_kem_xwing_dec(ciphertext, secretKey));
  } catch (cause) {
    throw new AppError('crypto.did_not_open', 'X-Wing refuses this ciphertext', { cause });
  }
}
