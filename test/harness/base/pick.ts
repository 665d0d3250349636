import { createHash } from 'node:crypto';
import { testSeed } from './seed.ts';

/** Choices that are the same for the same label and the same seed of the run. */
export interface Pick {
  /** An integer from 0 to below `limit`. */
  below(limit: number): number;
  /** A number from 0 to below 1. */
  fraction(): number;
  /** True once in `times`. */
  once(times: number): boolean;
  of<T>(list: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

const POOL_BYTES = 65_536;

/** Where a test takes its random choices from, unless fast-check makes them. `label` is the caller's own, so that no two choose alike. */
export function pickFrom(label: string): Pick {
  const seed = testSeed();
  let pool = Buffer.alloc(0);
  let refills = 0;
  const bytes = (length: number): Uint8Array => {
    if (pool.length < length) {
      const outputLength = Math.max(POOL_BYTES, length);
      pool = createHash('shake256', { outputLength }).update(`${seed} ${label} ${refills++}`).digest();
    }
    const taken = Uint8Array.from(pool.subarray(0, length));
    pool = pool.subarray(length);
    return taken;
  };
  const whole = () => new DataView(bytes(4).buffer).getUint32(0);
  const below = (limit: number) => whole() % limit;
  return {
    below,
    bytes,
    fraction: () => whole() / 2 ** 32,
    once: (times) => below(times) === 0,
    of: <T>(list: readonly T[]) => list[below(list.length)] as T, // below the length of a list that is not empty
  };
}
