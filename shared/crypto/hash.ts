import { sha256 as noble } from '@noble/hashes/sha2.js';
import type { Bytes } from '../base/bytes.ts';

/** SHA-256: 32 bytes. Needs no `cryptoReady`. */
export function portableSha256(bytes: Uint8Array): Bytes {
  return noble(bytes);
}

/** SHA-256 over pieces, for what is too large to hold twice. */
export interface Sha256Stream {
  update(bytes: Uint8Array): void;
  /** Once only: the digest of all pieces in order. */
  digest(): Bytes;
}

/** A fresh stream. */
export function sha256Stream(): Sha256Stream {
  const state = noble.create();
  return { update: (bytes) => void state.update(bytes), digest: () => state.digest() };
}
