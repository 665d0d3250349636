import { AppError } from '../base/app-error.ts';

/** Throws `crypto.wrong_length` unless `bytes` has `length` bytes. */
export function requireLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) {
    throw new AppError('crypto.wrong_length', `${what} has ${bytes.length} bytes, not ${length}`, {
      detail: { what, length: bytes.length, expected: length },
    });
  }
}
