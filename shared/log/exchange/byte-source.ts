import type { AppError } from '../../base/app-error.ts';
import { readU16 } from '../../base/big-endian.ts';
import type { Bytes } from '../../base/bytes.ts';

/** Bytes that are all here, as a stream of one piece. */
export async function* pieceOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  yield bytes;
  return undefined;
}

/** Short pieces of memory cost more than their bytes: what is copied is put into longer ones, together with what comes after it. */
const SLAB_BYTES = 32 * 1024;
const MAX_SLAB_READ_BYTES = 4 * 1024;

/** `slice` of a `Buffer` does not copy, as that of other bytes does. */
function plain({ buffer, byteOffset, byteLength }: Uint8Array): Bytes {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength); // what is read from files and the network is never shared
}

/** Bytes in the order in which they arrive. Holds the piece that it is in the middle of, and no other. */
export class ByteSource {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #endedEarly: () => AppError;
  #piece: Bytes = new Uint8Array();
  #slab: Bytes = new Uint8Array();
  #slabAt = 0;

  /** `endedEarly` makes what is thrown where more bytes were asked for than there are. */
  constructor(pieces: AsyncIterable<Uint8Array>, endedEarly: () => AppError) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#endedEarly = endedEarly;
  }

  /** True when no byte is left. */
  async ended(): Promise<boolean> {
    while (this.#piece.length === 0) {
      const next = await this.#pieces.next();
      if (next.done) return true;
      this.#piece = plain(next.value);
    }
    return false;
  }

  /**
   * The next `length` bytes: where they arrived in one piece a part of it, else copied. Throws what `endedEarly` makes when there are
   * fewer.
   */
  async take(length: number): Promise<Bytes> {
    if (length > 0 && length <= this.#piece.length) return this.some(length);
    const out = this.#room(length);
    await this.fill(out);
    return out;
  }

  /** As many of the next bytes as `out` has, copied into it. Throws what `endedEarly` makes when there are fewer. */
  async fill(out: Uint8Array): Promise<void> {
    for (let at = 0; at < out.length; ) {
      if (await this.ended()) throw this.#endedEarly();
      const part = this.#piece.subarray(0, out.length - at);
      out.set(part, at);
      at += part.length;
      this.#piece = this.#piece.subarray(part.length);
    }
  }

  /** What has arrived, at least one byte and `most` of them, not copied. Throws what `endedEarly` makes when nothing is left. */
  async some(most: number): Promise<Bytes> {
    if (await this.ended()) throw this.#endedEarly();
    const part = this.#piece.subarray(0, most);
    this.#piece = this.#piece.subarray(part.length);
    return part;
  }

  async u16(): Promise<number> {
    return readU16(await this.take(2)) ?? 0; // two bytes always hold a number
  }

  /** Memory that nothing else has. */
  #room(length: number): Bytes {
    if (length > MAX_SLAB_READ_BYTES) return new Uint8Array(length);
    if (this.#slabAt + length > this.#slab.length) [this.#slab, this.#slabAt] = [new Uint8Array(SLAB_BYTES), 0];
    const room = this.#slab.subarray(this.#slabAt, this.#slabAt + length);
    this.#slabAt += length;
    return room;
  }
}
