import { type Bytes, utf8 } from '../base/bytes.ts';

/** Text stands for its UTF-8 bytes. */
export type PaePart = string | Uint8Array;

function writeLe64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % 0x1_0000_0000, true);
  view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true);
}

/**
 * PASETO's pre-authentication encoding: LE64(count), then LE64(length) and bytes of each part; text is its UTF-8.
 * No two lists have the same encoding. Throws `bytes.not_well_formed` for a lone surrogate.
 */
export function pae(parts: readonly PaePart[]): Bytes {
  const pieces = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  const out = new Uint8Array(8 + pieces.reduce((sum, piece) => sum + 8 + piece.length, 0));
  const view = new DataView(out.buffer);
  writeLe64(view, 0, pieces.length);
  let at = 8;
  for (const piece of pieces) {
    writeLe64(view, at, piece.length);
    out.set(piece, at + 8);
    at += 8 + piece.length;
  }
  return out;
}
