import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** Space for about 4,000 entries. */
export const BALLAST_BYTES = 8 * 1024 * 1024;

const BLOCK_BYTES = 256 * 1024;

/**
 * A file of noise beside the vault. When the disk is full it is deleted, so that the last entries still fit:
 * noise, because a sparse or a compressed file would keep no room.
 */
export class Ballast {
  readonly #path: string;
  readonly #bytes: number;

  constructor(vaultPath: string, bytes: number) {
    this.#path = `${vaultPath}-ballast`;
    this.#bytes = bytes;
  }

  /** Makes the file if it is missing or too short. False when the disk has no room for it; no file is left in that case. */
  lay(): boolean {
    if (statSync(this.#path, { throwIfNoEntry: false })?.size === this.#bytes) return true;
    try {
      const file = openSync(this.#path, 'w', 0o600);
      try {
        const block = Buffer.allocUnsafe(BLOCK_BYTES);
        for (let left = this.#bytes; left > 0; ) left -= writeSync(file, randomFillSync(block), 0, Math.min(left, BLOCK_BYTES));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      return true;
    } catch {
      this.drop();
      return false;
    }
  }

  /** A file that cannot be removed frees no space; the caller finds out by trying to write. */
  drop(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {}
  }
}
