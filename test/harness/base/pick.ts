import { createHash } from 'node:crypto';

/** Choices that are the same for the same seed. */
export interface Pick {
  /** An integer from 0 to below `limit`. */
  below(limit: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  of<T>(list: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

const POOL_BYTES = 65_536;

export function pickFrom(seed: string): Pick {
  let pool = Buffer.alloc(0);
  let refills = 0;
  const bytes = (length: number): Uint8Array => {
    if (pool.length < length) pool = createHash('shake256', { outputLength: POOL_BYTES }).update(`${seed} ${refills++}`).digest();
    const taken = Uint8Array.from(pool.subarray(0, length));
    pool = pool.subarray(length);
    return taken;
  };
  const below = (limit: number) => new DataView(bytes(4).buffer).getUint32(0) % limit;
  return {
    below,
    bytes,
    once: (times) => below(times) === 0,
    of: <T>(list: readonly T[]) => list[below(list.length)] as T, // below the length of a list that is not empty
  };
}
