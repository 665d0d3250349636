/** RFC 6962 §2.1.1 and §2.1.2: proofs, made from leaf hashes and checked as RFC 9162 §2.1.3.2 and §2.1.4.2 say. */
import { AppError } from '../../base/app-error.ts';
import { appendLeaf, EMPTY_FRONTIER, frontierRoot } from './frontier.ts';
import type { LeafHashes } from './leaf-hashes.ts';
import type { TreeHasher } from './tree-hash.ts';

/** The root over `leafHashes`, at least one. */
export function rootOf(leafHashes: LeafHashes, hasher: TreeHasher): string {
  let frontier = EMPTY_FRONTIER;
  for (let index = 0; index < leafHashes.length; index++) frontier = appendLeaf(frontier, leafHashes.at(index) as string, hasher);
  return frontierRoot(frontier, hasher);
}

/** The largest power of two below `size`, which is at least 2: where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** The hashes that lead from leaf `index` to the root. Throws `log.unknown_entry` when there is no such leaf. */
export function inclusionProof(leafHashes: readonly string[], index: number, hasher: TreeHasher): string[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length) throw new AppError('log.unknown_entry', 'no such leaf');
  if (leafHashes.length === 1) return [];
  const k = splitPoint(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, k), leafHashes.slice(k)];
  return index < k
    ? [...inclusionProof(left, index, hasher), rootOf(right, hasher)]
    : [...inclusionProof(right, index - k, hasher), rootOf(left, hasher)];
}

/** That a leaf is at `index` in the tree with this root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: string;
  readonly root: string;
  readonly proof: readonly string[];
}

/** True when `proof` shows that the leaf is at `index` in the tree of `size` and `root`. */
export function provesInclusion(claim: InclusionClaim, hasher: TreeHasher): boolean {
  if (!Number.isSafeInteger(claim.index) || !Number.isSafeInteger(claim.size) || claim.index < 0 || claim.index >= claim.size) return false;
  let index = claim.index;
  let last = claim.size - 1;
  let hash = claim.leafHash;
  for (const sibling of claim.proof) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = hasher.node(sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash === claim.root;
}

/** The hashes that lead from the tree of the first `oldSize` leaves to the whole. Throws `log.unknown_entry` outside 1..size. */
export function consistencyProof(leafHashes: readonly string[], oldSize: number, hasher: TreeHasher): string[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 1 || oldSize > leafHashes.length) throw new AppError('log.unknown_entry', 'no such tree');
  return subproof(leafHashes, oldSize, 'old tree', hasher);
}

/**
 * SUBPROOF of RFC 6962 §2.1.2: the hashes that lead from the first `oldSize` of these leaves, 1 to all, to the root over
 * them. `part`: whether these leaves begin where the log does, so that the reader has the root of the old ones already.
 */
export function subproof(leafHashes: readonly string[], oldSize: number, part: 'old tree' | 'subtree', hasher: TreeHasher): string[] {
  if (oldSize === leafHashes.length) return part === 'old tree' ? [] : [rootOf(leafHashes, hasher)];
  const k = splitPoint(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, k), leafHashes.slice(k)];
  return oldSize <= k
    ? [...subproof(left, oldSize, part, hasher), rootOf(right, hasher)]
    : [...subproof(right, oldSize - k, 'subtree', hasher), rootOf(left, hasher)];
}

/** That the tree with the second root continues the one with the first. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: string;
  readonly size: number;
  readonly root: string;
  readonly proof: readonly string[];
}

/** True when `proof` shows that the old tree is a prefix of the tree of `size` and `root`. */
export function provesConsistency(claim: ConsistencyClaim, hasher: TreeHasher): boolean {
  const { oldSize, size } = claim;
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 1 || oldSize > size) return false;
  if (oldSize === size) return claim.proof.length === 0 && claim.oldRoot === claim.root;
  const path = isPowerOfTwo(oldSize) ? [claim.oldRoot, ...claim.proof] : [...claim.proof];
  const first = path.shift();
  if (first === undefined) return false;
  let index = oldSize - 1;
  let last = size - 1;
  while (index % 2 === 1) {
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  let oldHash = first;
  let hash = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      oldHash = hasher.node(sibling, oldHash);
      hash = hasher.node(sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && oldHash === claim.oldRoot && hash === claim.root;
}

function isPowerOfTwo(size: number): boolean {
  return 2 ** Math.floor(Math.log2(size)) === size;
}
