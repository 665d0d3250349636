import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { requireLength } from './length.ts';
import { libsodium, owned } from './ready.ts';

/** Length of the seed of a signing key. */
const SIGNING_SEED_BYTES = 32;
/** Length of an Ed25519 public key. */
export const SIGNING_PUBLIC_KEY_BYTES = 32;
/** Length of a signature. */
export const SIGNATURE_BYTES = 64;

/** An Ed25519 key pair. */
export interface SigningKeyPair {
  /** 32 bytes. */
  readonly publicKey: Bytes;
  /** 64 bytes: the seed, then the public key, as libsodium keeps it. */
  readonly secretKey: Bytes;
}

/** The Ed25519 pair of a 32-byte seed (RFC 8032). Throws `crypto.wrong_length`. */
export function signingKeyPair(seed: Uint8Array): SigningKeyPair {
  requireLength(seed, SIGNING_SEED_BYTES, 'a signing seed');
  const pair = libsodium().crypto_sign_seed_keypair(seed);
  return { publicKey: owned(pair.publicKey), secretKey: owned(pair.privateKey) };
}

/** 64 bytes, the same every time for one message and key. */
export function sign(message: Uint8Array, secretKey: Uint8Array): Bytes {
  requireLength(secretKey, SIGNING_SEED_BYTES + SIGNING_PUBLIC_KEY_BYTES, 'a signing key');
  return owned(libsodium().crypto_sign_detached(message, secretKey));
}

/**
 * Returns when `signature` is that of `message` by `publicKey`; throws `crypto.bad_signature` for everything else, wrong
 * lengths, small-order keys and non-canonical encodings included.
 */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): void {
  const sized = signature.length === SIGNATURE_BYTES && publicKey.length === SIGNING_PUBLIC_KEY_BYTES;
  if (!sized || !libsodium().crypto_sign_verify_detached(signature, message, publicKey)) {
    throw new AppError('crypto.bad_signature', 'this signature is not by this key over these bytes');
  }
}
