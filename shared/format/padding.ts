import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';

/** Credential plaintexts have a multiple of this many bytes, so that a sealed password does not show its length. */
const BUCKET_BYTES = 256;
const MARK = 0x80;

/** The bytes, then 0x80, then zeros to the next multiple of 256 (ISO/IEC 7816-4). */
export function pad(bytes: Uint8Array): Bytes {
  const out = new Uint8Array(Math.ceil((bytes.length + 1) / BUCKET_BYTES) * BUCKET_BYTES);
  out.set(bytes);
  out[bytes.length] = MARK;
  return out;
}

/** What was padded. Throws `format.malformed` for anything that `pad` does not write. */
export function unpad(padded: Bytes): Bytes {
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded.length % BUCKET_BYTES !== 0 || end < padded.length - BUCKET_BYTES || padded[end] !== MARK) {
    throw new AppError('format.malformed', 'wrong padding', { detail: { what: 'the padding of a credential' } });
  }
  return padded.slice(0, end);
}
