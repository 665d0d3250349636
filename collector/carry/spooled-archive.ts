import type { FileHandle } from 'node:fs/promises';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/base/app-error.ts';
import { unpackGzip } from './unpack-gzip.ts';

/** An archive on disk while it is read. Its file has lost its name: nothing of it stays behind, however this process ends. */
export class SpooledArchive {
  readonly #file: FileHandle;
  #size = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Throws `collector.cannot_write`. */
  static async make(): Promise<SpooledArchive> {
    return written(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'halligan-import-'));
      try {
        return new SpooledArchive(await open(join(folder, 'archive'), 'wx+', 0o600));
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }

  /** How many bytes were added, as they came. */
  get size(): number {
    return this.#size;
  }

  /** Throws `collector.cannot_write`. */
  async add(piece: Uint8Array): Promise<void> {
    await written(() => this.#file.writeFile(piece));
    this.#size += piece.length;
  }

  /** The archive from its beginning, without its gzip, in pieces of this many bytes at most. Throws as `unpackGzip` does. */
  unpacked(pieceBytes = 64 * 1024): AsyncGenerator<Uint8Array, undefined> {
    return unpackGzip(this.#file, this.#size, pieceBytes);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function written<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('collector.cannot_write', 'the archive cannot be kept while it is read', { cause });
  }
}
