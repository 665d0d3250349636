import { AppError } from '../base/app-error.ts';
import { type Bytes, concat, equalBytes } from '../base/bytes.ts';
import { AEAD_KEY_BYTES, AEAD_NONCE_BYTES, AEAD_TAG_BYTES, aeadOpen, aeadSeal } from './aead.ts';
import { hkdf } from './hkdf.ts';
import { requireLength } from './length.ts';
import { pae } from './pae.ts';
import { draw, type Random } from './random.ts';
import { wipe } from './wipe.ts';

const COMMITMENT_BYTES = 32;
const HEAD_BYTES = AEAD_NONCE_BYTES + COMMITMENT_BYTES;
/** How much longer a CAEAD blob is than its plaintext. */
export const CAEAD_OVERHEAD = HEAD_BYTES + AEAD_TAG_BYTES;
const INFO = pae(['halligan/v1 caead']);

/** Key-committing authenticated encryption (shared/format/FORMAT.md §2): nonce, commitment, ciphertext. `key` has 32 bytes. */
export function sealCaead(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array, random: Random): Bytes {
  requireLength(key, AEAD_KEY_BYTES, 'a key');
  const nonce = draw(random, AEAD_NONCE_BYTES);
  const derived = hkdf(key, nonce, INFO, AEAD_KEY_BYTES + COMMITMENT_BYTES);
  const blob = concat(nonce, derived.subarray(AEAD_KEY_BYTES), aeadSeal(derived.subarray(0, AEAD_KEY_BYTES), nonce, plaintext, aad));
  wipe(derived);
  return blob;
}

/**
 * The plaintext of a `sealCaead`. Throws `crypto.not_committed` when `key` is another one (or the first 56 bytes were
 * changed), `crypto.did_not_open` when `aad` or the rest is, `crypto.wrong_length` when the blob is too short to be one.
 */
export function openCaead(key: Uint8Array, blob: Uint8Array, aad: Uint8Array): Bytes {
  requireLength(key, AEAD_KEY_BYTES, 'a key');
  if (blob.length < CAEAD_OVERHEAD) throw new AppError('crypto.wrong_length', `a sealed blob has at least ${CAEAD_OVERHEAD} bytes`);
  const nonce = blob.subarray(0, AEAD_NONCE_BYTES);
  const derived = hkdf(key, nonce, INFO, AEAD_KEY_BYTES + COMMITMENT_BYTES);
  try {
    if (!equalBytes(derived.subarray(AEAD_KEY_BYTES), blob.subarray(AEAD_NONCE_BYTES, HEAD_BYTES))) {
      throw new AppError('crypto.not_committed', 'this blob was sealed under another key');
    }
    return aeadOpen(derived.subarray(0, AEAD_KEY_BYTES), nonce, blob.subarray(HEAD_BYTES), aad);
  } finally {
    wipe(derived);
  }
}
