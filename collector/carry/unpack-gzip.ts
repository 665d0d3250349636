/** gzip (RFC 1952), strictly: one member with a bare header, and nothing after it. shared/log/FORMAT.md §16. */
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../../shared/base/app-error.ts';

/** Two bytes of magic, deflate, no optional fields; then the time, flags and system, which say nothing here. */
const BEGINNING = Buffer.from('1f8b0800', 'hex');
const HEADER_BYTES = 10;
/** The CRC-32 and the length of what was packed. */
const TRAILER_BYTES = 8;
const PIECE_BYTES = 64 * 1024;

/**
 * The unpacked content of the first `size` bytes of `file`, in pieces of up to `pieceBytes`, unpacked only as the caller takes them.
 * Throws `log.bad_bundle` unless they are exactly one member; the pieces before the error are what the file held.
 */
export async function* unpackGzip(file: FileHandle, size: number, pieceBytes: number): AsyncGenerator<Uint8Array, undefined> {
  if (size <= HEADER_BYTES + TRAILER_BYTES) throw bad('ends too early');
  if (!(await bytesAt(file, 0, BEGINNING.length)).equals(BEGINNING)) throw bad('is not gzip with a bare header');
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  pipeline(Readable.from(piecesOf(file, HEADER_BYTES, size - TRAILER_BYTES)), inflate, () => undefined); // its faults end the reading below
  let [sum, length] = [0, 0];
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      sum = crc32(piece, sum);
      length += piece.length;
      yield piece;
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause;
    throw new AppError('log.bad_bundle', 'bundle: the compression is damaged', { cause });
  }
  const trailer = await bytesAt(file, size - TRAILER_BYTES, TRAILER_BYTES);
  if (inflate.bytesWritten !== size - HEADER_BYTES - TRAILER_BYTES) throw bad('goes on after its end');
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== length % 2 ** 32) throw bad('is not what was compressed');
  return undefined;
}

async function* piecesOf(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer, undefined> {
  for (let at = from; at < to; ) {
    const piece = await bytesAt(file, at, Math.min(PIECE_BYTES, to - at));
    yield piece;
    at += piece.length;
  }
  return undefined;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead === 0) throw new AppError('internal', 'the archive was cut while it was read');
  return buffer.subarray(0, bytesRead);
}

function bad(why: string): AppError {
  return new AppError('log.bad_bundle', `bundle: the archive ${why}`);
}
