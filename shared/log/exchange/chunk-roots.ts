/** Proofs of a log that is too long to be hashed at once: the roots of its chunks are kept, all else is read when asked for. */
import { AppError } from '../../base/app-error.ts';
import { inclusionProof, rootOf, subproof } from '../tree/proof.ts';
import type { TreeHasher } from '../tree/tree-hash.ts';
import { type ChunkTree, chunkPath, PACKAGE_ENTRIES, packageRanges, treeOverChunks } from './entry-package.ts';

/** The leaf hashes [from, to) of a log, in order. Never asked for more than one chunk. */
export type ReadLeafHashes = (from: number, to: number) => Promise<readonly string[]>;

/**
 * The chunk roots of a log that grows. A chunk that is whole is read once, and only its root stays (64 characters for 256
 * entries); the last one is read again for each size. What `read` gives for a place must never change.
 */
export class ChunkRoots {
  readonly #read: ReadLeafHashes;
  readonly #hasher: TreeHasher;
  /** Of whole chunks, from the first on. */
  readonly #roots: string[] = [];

  constructor(read: ReadLeafHashes, hasher: TreeHasher) {
    this.#read = read;
    this.#hasher = hasher;
  }

  /**
   * The tree over the first `size` entries. Reads one chunk at a time, from the first that it does not know. Throws
   * `log.unknown_entry` for a size below 1 and when the log has fewer entries. What `read` throws passes through.
   */
  async tree(size: number): Promise<ProvingTree> {
    if (!Number.isSafeInteger(size) || size < 1) throw new AppError('log.unknown_entry', 'no such tree');
    const whole = Math.floor(size / PACKAGE_ENTRIES);
    const end = whole * PACKAGE_ENTRIES;
    for (const range of packageRanges({ start: this.#roots.length * PACKAGE_ENTRIES, end })) {
      this.#roots[range.start / PACKAGE_ENTRIES] = await this.#root(range.start, range.end);
    }
    const last = size === end ? [] : [await this.#root(end, size)];
    const chunks = treeOverChunks(size, [...this.#roots.slice(0, whole), ...last], this.#hasher);
    return new ProvingTree(chunks, this.#read, this.#hasher);
  }

  async #root(from: number, to: number): Promise<string> {
    return rootOf(await readExactly(this.#read, from, to), this.#hasher);
  }
}

/** The tree under one head. Stays as it is when the log grows. */
export class ProvingTree {
  /** What the packages of an upload take their proofs from. */
  readonly chunks: ChunkTree;
  readonly #read: ReadLeafHashes;
  readonly #hasher: TreeHasher;

  constructor(chunks: ChunkTree, read: ReadLeafHashes, hasher: TreeHasher) {
    this.chunks = chunks;
    this.#read = read;
    this.#hasher = hasher;
  }

  get size(): number {
    return this.chunks.size;
  }

  get root(): string {
    return this.chunks.levels.at(-1)?.[0] ?? '';
  }

  /** As `inclusionProof`: the path within the entry's chunk, then that of the chunk. Reads this chunk. */
  async inclusionProof(index: number): Promise<string[]> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) throw new AppError('log.unknown_entry', 'no such leaf');
    const chunk = Math.floor(index / PACKAGE_ENTRIES);
    const within = inclusionProof(await this.#chunk(chunk), index % PACKAGE_ENTRIES, this.#hasher);
    return [...within, ...chunkPath(this.chunks, 0, chunk)];
  }

  /**
   * As `consistencyProof`: where the old tree ends within a chunk, the subproof of this chunk, which is read, then its path.
   * Where it ends with a chunk, the largest subtree that ends there too, then its path, and nothing is read.
   */
  async consistencyProof(oldSize: number): Promise<string[]> {
    if (!Number.isSafeInteger(oldSize) || oldSize < 1 || oldSize > this.size) throw new AppError('log.unknown_entry', 'no such tree');
    if (oldSize === this.size) return [];
    const chunk = Math.floor(oldSize / PACKAGE_ENTRIES);
    const within = oldSize % PACKAGE_ENTRIES;
    if (within === 0) return this.#fromChunk(chunk);
    const first = subproof(await this.#chunk(chunk), within, chunk === 0 ? 'old tree' : 'subtree', this.#hasher);
    return [...first, ...chunkPath(this.chunks, 0, chunk)];
  }

  /** From the tree of the first `count` chunks, all whole: the reader has its root already where it is a subtree by itself. */
  #fromChunk(count: number): string[] {
    let height = 0;
    let nodes = count;
    while (nodes % 2 === 0) {
      height += 1;
      nodes /= 2;
    }
    const known = nodes === 1 ? [] : this.chunks.levels[height]?.slice(nodes - 1, nodes);
    return [...(known ?? []), ...chunkPath(this.chunks, height, nodes - 1)];
  }

  #chunk(chunk: number): Promise<readonly string[]> {
    const from = chunk * PACKAGE_ENTRIES;
    return readExactly(this.#read, from, Math.min(from + PACKAGE_ENTRIES, this.size));
  }
}

async function readExactly(read: ReadLeafHashes, from: number, to: number): Promise<readonly string[]> {
  const hashes = await read(from, to);
  if (hashes.length !== to - from) throw new AppError('log.unknown_entry', 'the log has other entries than it says');
  return hashes;
}
