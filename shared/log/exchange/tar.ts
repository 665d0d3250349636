/** One form of POSIX ustar: what any tar takes apart, and a reader can compare byte for byte. FORMAT.md §16. */
import { AppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';

/** Bytes of a block of a tar file. */
export const TAR_BLOCK = 512;
const SIZE_AT = 124;
const SIZE_DIGITS = 11;

/** The two blocks of zeros after the last file. */
export const TAR_END: Bytes = new Uint8Array(2 * TAR_BLOCK);

/**
 * The header of a file of `size` bytes: mode 0644, owner, group and time 0. Throws `log.bad_bundle` for a name that is not 1
 * to 99 of `A-Za-z0-9.-`, with `/` between the parts of a path, and for a size of 8 GiB or more.
 */
export function tarHeader(name: string, size: number): Bytes {
  if (name.length > 99 || !/^[A-Za-z0-9.-]+(\/[A-Za-z0-9.-]+)*$/.test(name)) throw new AppError('log.bad_bundle', 'tar: not a name');
  if (!Number.isSafeInteger(size) || size < 0 || size >= 8 ** SIZE_DIGITS) throw new AppError('log.bad_bundle', 'tar: not a size');
  const header = new Uint8Array(TAR_BLOCK);
  const put = (at: number, text: string) => header.set(utf8(text), at);
  put(0, name);
  put(100, '0000644\0' + '0000000\0' + '0000000\0');
  put(SIZE_AT, `${octal(size, SIZE_DIGITS)}\0${octal(0, 11)}\0`);
  put(148, '        '); // the checksum counts itself as spaces
  put(156, '0');
  put(257, 'ustar\0' + '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return header;
}

/** The size that a header says, which `tarHeader` must then give back. Null when it says none. */
export function tarSize(header: Uint8Array): number | null {
  let size = 0;
  for (const byte of header.subarray(SIZE_AT, SIZE_AT + SIZE_DIGITS)) {
    if (byte < 0x30 || byte > 0x37) return null;
    size = size * 8 + (byte - 0x30);
  }
  return size;
}

/** How long a file of `size` bytes is in the archive, with its header. */
export function tarFileBytes(size: number): number {
  return TAR_BLOCK + size + tarPadding(size).length;
}

/** The zeros that fill the last block of a file of `size` bytes. */
export function tarPadding(size: number): Bytes {
  return new Uint8Array((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
