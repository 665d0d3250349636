/** `.haudit`: an export as a collector gives it out, in one file. collector/console/FORMAT.md. */
import { closeSync, createReadStream, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError } from '../shared/base/app-error.ts';
import { equalBytes } from '../shared/base/bytes.ts';
import { ByteSource } from '../shared/log/exchange/byte-source.ts';
import { TAR_BLOCK, TAR_END, tarHeader, tarPadding, tarSize } from '../shared/log/exchange/tar.ts';
import { EXPORT_FILES, parseReceiptName } from '../shared/log/export/export-folder.ts';

/** The most that unpacking may write to the disk, whatever sizes the file claims. */
const MOST_BYTES = 16 * 1024 ** 3;
const PIECE_BYTES = 64 * 1024;

const NAMES: ReadonlySet<string> = new Set(Object.values(EXPORT_FILES));

/** Whether the file begins as gzip does. */
export function isGzip(file: string): boolean {
  const opened = openSync(file, 'r');
  try {
    const first = Buffer.alloc(2);
    return readSync(opened, first) === 2 && first.readUInt16BE() === 0x1f8b;
  } finally {
    closeSync(opened);
  }
}

/** Unpacks `file` into a temporary folder and runs `work` on it. Throws `log.export_unreadable` unless it is a whole export. */
export async function withUnpackedExport<T>(file: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'halligan-export-'));
  try {
    await unpack(file, folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unpack(file: string, folder: string): Promise<void> {
  const read = createReadStream(file);
  const gunzip = createGunzip();
  read.on('error', (error) => gunzip.destroy(error));
  const source = new ByteSource(guarded(read.pipe(gunzip)), () => unreadable('it ends early'));
  let left = MOST_BYTES;
  for (;;) {
    const header = await source.take(TAR_BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const name = String.fromCharCode(...header.subarray(0, Math.max(0, header.indexOf(0))));
    const size = tarSize(header);
    if (size === null || !isOfAnExport(name) || !equalBytes(header, tarHeader(name, size)))
      throw unreadable('a file that is no part of one');
    left -= size;
    if (left < 0) throw unreadable('it is too long');
    await write(source, join(folder, name), size);
    if ((await source.take(tarPadding(size).length)).some((byte) => byte !== 0)) throw unreadable('its padding');
  }
  if ((await source.take(TAR_END.length - TAR_BLOCK)).some((byte) => byte !== 0) || !(await source.ended())) throw unreadable('its end');
}

/** A name that is in the list leads nowhere else. */
function isOfAnExport(name: string): boolean {
  const [folder, receipt, ...deeper] = name.split('/');
  if (receipt === undefined) return NAMES.has(name) && name !== EXPORT_FILES.receipts;
  return folder === EXPORT_FILES.receipts && deeper.length === 0 && parseReceiptName(receipt) !== null;
}

async function write(source: ByteSource, path: string, size: number): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true });
  const opened = openNew(path);
  try {
    for (let left = size; left > 0; ) {
      const piece = await source.some(Math.min(left, PIECE_BYTES));
      for (let at = 0; at < piece.length; ) at += writeSync(opened, piece, at);
      left -= piece.length;
    }
  } finally {
    closeSync(opened);
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    throw new AppError('log.export_unreadable', 'haudit: a file that is there twice, or cannot be written', { cause });
  }
}

async function* guarded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const piece of pieces) yield piece;
  } catch (cause) {
    throw new AppError('log.export_unreadable', 'haudit: not gzip, or cut', { cause });
  }
  return undefined;
}

function unreadable(why: string): AppError {
  return new AppError('log.export_unreadable', `haudit: ${why}`);
}
