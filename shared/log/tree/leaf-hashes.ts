/** The hashes of a log's leaves, 64 hexadecimal digits each. An array of them is one. */
export interface LeafHashes {
  readonly length: number;
  /** Undefined where there is none. */
  at(index: number): string | undefined;
}

const LINE_BYTES = 65;
const NONE: LeafHashes = [];
const latin1 = new TextDecoder('latin1');

/** The lines of the file `hashes`, left as they are in its bytes: a million of them take 65 MB. */
class HashLines implements LeafHashes {
  readonly length: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.length = bytes.length / LINE_BYTES;
  }

  at(index: number): string | undefined {
    if (index < 0 || index >= this.length) return undefined;
    return latin1.decode(this.#bytes.subarray(index * LINE_BYTES, (index + 1) * LINE_BYTES - 1));
  }
}

/** The hashes in the file `hashes`: none, and so never the signed ones, when it is anything but hashes. */
export function readLeafHashes(bytes: Uint8Array): LeafHashes {
  if (bytes.length % LINE_BYTES !== 0) return NONE;
  for (let at = 0; at < bytes.length; at += LINE_BYTES) {
    for (let digit = at; digit < at + LINE_BYTES - 1; digit++) if (!isHexDigit(bytes[digit])) return NONE;
    if (bytes[at + LINE_BYTES - 1] !== 10) return NONE;
  }
  return new HashLines(bytes);
}

function isHexDigit(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66));
}
