import { expect } from 'vitest';
import { concat } from '../../../shared/base/bytes.ts';
import { pickFrom } from '../base/pick.ts';
import { refusalOf } from '../base/refusal-code.ts';

/**
 * Runs `read` over noise, and over every cut and every flipped bit of `bytes`. It may refuse with the two codes of bodies;
 * what it takes, `write` must give back byte for byte.
 */
export async function fuzzText<T>(read: (bytes: Uint8Array) => T, write: (value: T) => Uint8Array, bytes: Uint8Array): Promise<void> {
  const random = pickFrom('text bodies').bytes;
  const noise = Array.from({ length: 300 }, (_, i) => random(i));
  const mixed = noise.map((part, i) => concat(bytes.slice(0, i % bytes.length), part));
  const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const copy = concat(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy;
  });
  const cut = Array.from(bytes, (_, length) => bytes.slice(0, length));
  for (const one of [...noise, ...mixed, ...flipped, ...cut]) {
    const code = await refusalOf(() => {
      expect(write(read(one))).toEqual(one);
    });
    expect([null, 'log.bad_body', 'log.body_too_large']).toContain(code);
  }
}
