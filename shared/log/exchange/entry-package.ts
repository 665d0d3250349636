/** Packages of entries, each with its own proof (C2SP tlog-mirror add-entries). FORMAT.md §8. */
import { AppError } from '../../base/app-error.ts';
import type { Bytes } from '../../base/bytes.ts';
import { provesInclusion, rootOf } from '../tree/proof.ts';
import type { TreeHasher } from '../tree/tree-hash.ts';

/** A chunk is the entries between two multiples of this; a package is what an upload holds of one chunk. */
export const PACKAGE_ENTRIES = 256;

/** The entries [start, end) of one package. */
export interface PackageRange {
  /** Index of the first entry. */
  readonly start: number;
  /** Index after the last one. */
  readonly end: number;
}

/** Entries that follow one another within a chunk, and the hashes that lead from their chunk's root to the root of the tree. */
export interface EntryPackage {
  readonly start: number;
  readonly leaves: readonly Bytes[];
  readonly proof: readonly string[];
}

/** The tree above the chunks of a log: what every package's proof is taken from. */
export interface ChunkTree {
  /** How many entries the log has. */
  readonly size: number;
  /** The roots of the chunks, then of pairs of these, up to the root of the log alone. */
  readonly levels: readonly (readonly string[])[];
}

/** The packages that an upload of [start, end) consists of, in order. Safe integers with start ≤ end; nothing for an empty one. */
export function* packageRanges({ start, end }: PackageRange): Generator<PackageRange, undefined> {
  for (let at = start; at < end; ) {
    const next = Math.min(end, at - (at % PACKAGE_ENTRIES) + PACKAGE_ENTRIES);
    yield { start: at, end: next };
    at = next;
  }
  return undefined;
}

/** The chunk tree of a log of `size` entries with these chunk roots: ⌈size / 256⌉ of them, at least one. */
export function treeOverChunks(size: number, roots: readonly string[], hasher: TreeHasher): ChunkTree {
  const levels = [roots];
  for (let level = roots; level.length > 1; ) {
    level = pairUp(level, hasher);
    levels.push(level);
  }
  return { size, levels };
}

/** The level above: a node without a right neighbour is its own parent, as RFC 6962 splits a tree. */
function pairUp(level: readonly string[], hasher: TreeHasher): string[] {
  return level.flatMap((left, i) => {
    if (i % 2 === 1) return [];
    const right = level[i + 1];
    return [right === undefined ? left : hasher.node(left, right)];
  });
}

/** The package of this range, one of `packageRanges`. Throws `log.unknown_entry` unless there are as many leaves. */
export function entryPackage(tree: ChunkTree, { start, end }: PackageRange, leaves: readonly Bytes[]): EntryPackage {
  if (leaves.length !== end - start) throw new AppError('log.unknown_entry', 'not as many leaves as the package has entries');
  return { start, leaves, proof: chunkPath(tree, 0, Math.floor(start / PACKAGE_ENTRIES)) };
}

/** The hashes that lead from node `index` of the level of this height (0: the chunks) to the root. */
export function chunkPath(tree: ChunkTree, height: number, index: number): string[] {
  return tree.levels.slice(height).flatMap((level, above) => {
    const at = Math.floor(index / 2 ** above);
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    return sibling === undefined ? [] : [sibling];
  });
}

/** A package and what it must be proven against. */
export interface PackageClaim {
  readonly start: number;
  /** The leaf hashes of the chunk's entries before `start`, which the reader has already. */
  readonly held: readonly string[];
  /** The leaf hashes of the package's entries, which the reader took itself. */
  readonly leafHashes: readonly string[];
  readonly proof: readonly string[];
  /** The signed head that the upload ends at. */
  readonly head: { readonly size: number; readonly root: string };
}

/**
 * True when these entries stand at `start` in the log under `head`, and are all that the package must hold: up to the end
 * of the chunk, or of the log. False for everything else, an empty package included.
 */
export function provesPackage({ start, held, leafHashes, proof, head }: PackageClaim, hasher: TreeHasher): boolean {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(head.size) || start < 0 || start >= head.size) return false;
  const chunk = Math.floor(start / PACKAGE_ENTRIES);
  const end = Math.min(head.size, (chunk + 1) * PACKAGE_ENTRIES);
  if (held.length !== start % PACKAGE_ENTRIES || leafHashes.length !== end - start) return false;
  const leafHash = rootOf([...held, ...leafHashes], hasher);
  return provesInclusion({ index: chunk, size: Math.ceil(head.size / PACKAGE_ENTRIES), leafHash, root: head.root, proof }, hasher);
}
