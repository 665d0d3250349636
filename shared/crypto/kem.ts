import { AppError } from '../base/app-error.ts';
import { type Bytes, concat } from '../base/bytes.ts';
import { AEAD_KEY_BYTES } from './aead.ts';
import { CAEAD_OVERHEAD, openCaead, sealCaead } from './caead.ts';
import { hkdf, NO_SALT } from './hkdf.ts';
import { draw, type Random } from './random.ts';
import { wipe } from './wipe.ts';
import { KEM_CIPHERTEXT_BYTES, KEM_ENCAPSULATION_SEED_BYTES, kemDecapsulate, kemEncapsulate } from './xwing.ts';

/** How much longer a sealed blob is than its plaintext. */
export const SEAL_OVERHEAD = KEM_CIPHERTEXT_BYTES + CAEAD_OVERHEAD;

/** SEAL of shared/format/FORMAT.md §2: to a public key, bound to `info`. Anyone can seal; only the secret key opens. */
export function sealTo(publicKey: Uint8Array, plaintext: Uint8Array, info: Uint8Array, random: Random): Bytes {
  const randomness = draw(random, KEM_ENCAPSULATION_SEED_BYTES);
  const { ciphertext, secret } = kemEncapsulate(publicKey, randomness);
  const key = hkdf(secret, NO_SALT, info, AEAD_KEY_BYTES);
  const blob = concat(ciphertext, sealCaead(key, plaintext, info, random));
  wipe(randomness, secret, key);
  return blob;
}

/**
 * The plaintext of a `sealTo`. Throws `crypto.not_committed` when it was sealed to another key or for another `info`,
 * `crypto.did_not_open` when the ciphertext was changed, `crypto.wrong_length` when it is too short.
 */
export function openSealed(secretKey: Uint8Array, blob: Uint8Array, info: Uint8Array): Bytes {
  if (blob.length < SEAL_OVERHEAD) throw new AppError('crypto.wrong_length', `a sealed blob has at least ${SEAL_OVERHEAD} bytes`);
  const secret = kemDecapsulate(secretKey, blob.subarray(0, KEM_CIPHERTEXT_BYTES));
  const key = hkdf(secret, NO_SALT, info, AEAD_KEY_BYTES);
  try {
    return openCaead(key, blob.subarray(KEM_CIPHERTEXT_BYTES), info);
  } finally {
    wipe(secret, key);
  }
}
