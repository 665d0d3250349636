import { AppError } from '../../../shared/base/app-error.ts';
import { type Bytes, copyOf } from '../../../shared/base/bytes.ts';
import {
  type ChunkTree,
  type EntryPackage,
  entryPackage,
  packageRanges,
  treeOverChunks,
} from '../../../shared/log/exchange/entry-package.ts';
import { rootOf } from '../../../shared/log/tree/proof.ts';
import type { TreeHasher } from '../../../shared/log/tree/tree-hash.ts';

/** The chunk tree over these leaf hashes, at least one. Hashes each node once. */
export function chunkTree(leafHashes: readonly string[], hasher: TreeHasher): ChunkTree {
  const roots = [...packageRanges({ start: 0, end: leafHashes.length })].map(({ start, end }) =>
    rootOf(leafHashes.slice(start, end), hasher),
  );
  return treeOverChunks(leafHashes.length, roots, hasher);
}

/**
 * The packages of the entries from `start` to the end of the log. `leaves` gives these entries in order, and is read one
 * package at a time. Throws `log.unknown_entry` when `start` is beyond the log, or the leaves are fewer than it says.
 */
export function* entryPackages(tree: ChunkTree, start: number, leaves: Iterable<Uint8Array>): Generator<EntryPackage, undefined> {
  if (!Number.isSafeInteger(start) || start < 0 || start > tree.size) throw new AppError('log.unknown_entry', 'no such entry');
  const source = leaves[Symbol.iterator]();
  for (const range of packageRanges({ start, end: tree.size })) {
    const taken: Bytes[] = [];
    while (taken.length < range.end - range.start) {
      const next = source.next();
      if (next.done) throw new AppError('log.unknown_entry', 'fewer leaves than the log has entries');
      taken.push(copyOf(next.value));
    }
    yield entryPackage(tree, range, taken);
  }
  return undefined;
}
