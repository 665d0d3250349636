import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';

/** `length` fresh bytes from the operating system's generator. Tests and vectors hand in a seeded one. */
export type Random = (length: number) => Bytes;

/** Bytes from `random`, or `crypto.random_failed` when it gives too few, too many or nothing but zeros. */
export function draw(random: Random, length: number): Bytes {
  const bytes = random(length);
  if (bytes.length !== length) throw new AppError('crypto.random_failed', `asked for ${length} random bytes, got ${bytes.length}`);
  if (bytes.every((byte) => byte === 0)) throw new AppError('crypto.random_failed', 'the generator gave nothing but zeros');
  return bytes;
}
