import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
let at = POOL_BYTES;

/**
 * Bytes of the system's generator, fetched 4 KiB at a time: asking for ten at every append costs a tenth of it. Given out
 * once and wiped from the pool. For ids and salts.
 */
export function pooledRandom(length: number): Uint8Array {
  if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
  if (at + length > POOL_BYTES) {
    randomFillSync(pool);
    at = 0;
  }
  const bytes = pool.slice(at, at + length);
  pool.fill(0, at, at + length);
  at += length;
  return bytes;
}
