import { z } from 'zod';
import { fromBase64url } from '../base/bytes.ts';

function lengthOf(text: string): number {
  try {
    return fromBase64url(text).length;
  } catch {
    return -1;
  }
}

/** The form of exactly `length` bytes within stored JSON: canonical base64url. */
export function binary(length: number): z.ZodString {
  const characters = Math.ceil((length * 4) / 3);
  return z.string().refine((text) => text.length === characters && lengthOf(text) === length, `not base64url of ${length} bytes`);
}

/** The form of 1 to `most` bytes within stored JSON: canonical base64url. */
export function binaryUpTo(most: number): z.ZodString {
  return z
    .string()
    .max(Math.ceil((most * 4) / 3))
    .refine((text) => lengthOf(text) >= 1, 'not base64url');
}
