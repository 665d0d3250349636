import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, fromBase64url } from '../../shared/base/bytes.ts';

/** A station's Ed25519 key. It signs every head of every log that this station writes. */
export interface LogKey {
  readonly publicKey: Bytes;
  sign(message: Uint8Array): Uint8Array;
}

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key of a 32-byte seed. Throws `crypto.wrong_length`. */
export function logKey(seed: Uint8Array): LogKey {
  if (seed.length !== 32) throw new AppError('crypto.wrong_length', 'a log key has a seed of 32 bytes');
  const der = Buffer.concat([PKCS8, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return { publicKey: fromBase64url(x as string), sign: (message) => sign(null, message, key) }; // an Ed25519 JWK has x
}
