/** Numbers in bytes, the highest first. What cannot be written is a bug of the caller; what cannot be read is null. */
import type { Bytes } from './bytes.ts';

/** `value`, 0 to 65,535, in two bytes. */
export function u16(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value > 0xffff) throw new RangeError('not a number of 16 bits');
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** `value`, a safe integer of at least 0, in eight bytes. */
export function u64(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a safe integer');
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value % 2 ** 32);
  return bytes;
}

/** The number in the first two bytes; null when there are fewer. */
export function readU16(bytes: Uint8Array): number | null {
  const [high, low] = bytes;
  return high === undefined || low === undefined ? null : high * 256 + low;
}

/** The number in the first eight bytes; null when there are fewer, or it is no safe integer. */
export function readU64(bytes: Uint8Array): number | null {
  if (bytes.length < 8) return null;
  const value = bytes.subarray(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : null;
}
