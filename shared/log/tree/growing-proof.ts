/** A consistency proof for whoever has the frontier of the old tree and no leaf of it, made while the newer leaves pass by. */
import { AppError } from '../../base/app-error.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot } from './frontier.ts';
import { splitPoint } from './proof.ts';
import type { TreeHasher } from './tree-hash.ts';

/** A hash of the proof: a node of the old tree's frontier, or the root over leaves [from, to) that come after it. */
type Part = { readonly node: number } | { readonly from: number; readonly to: number };

/**
 * Leads from the tree of `oldSize` to that of `size`. Begins with the frontier of a tree that is as large as the old one or
 * smaller, takes the hash of each leaf after it in order, and holds no leaf.
 */
export class GrowingProof {
  readonly #oldSize: number;
  readonly #size: number;
  readonly #hasher: TreeHasher;
  readonly #parts: readonly Part[];
  /** Over all leaves until the old tree is whole, then of the old tree. */
  #old: Frontier;
  #taken: number;
  /** Of the range of newer leaves that is being gone through. */
  #range: Frontier = EMPTY_FRONTIER;
  readonly #roots = new Map<number, string>();

  /** Throws `log.unknown_entry` unless frontier.size ≤ oldSize ≤ size and oldSize ≥ 1. */
  constructor(frontier: Frontier, oldSize: number, size: number, hasher: TreeHasher) {
    if (oldSize < 1 || frontier.size > oldSize || oldSize > size) throw new AppError('log.unknown_entry', 'no such trees');
    this.#old = frontier;
    this.#taken = frontier.size;
    this.#oldSize = oldSize;
    this.#size = size;
    this.#hasher = hasher;
    this.#parts = partsOf(oldSize, size);
  }

  /** The index of the leaf that comes next; the size of the new tree when it is whole. */
  get next(): number {
    return this.#taken;
  }

  /** Takes the hash of leaf `next`. Throws `log.unknown_entry` past the new tree. */
  add(leafHash: string): void {
    if (this.#taken === this.#size) throw new AppError('log.unknown_entry', 'more leaves than the tree has');
    this.#taken += 1;
    if (this.#taken <= this.#oldSize) {
      this.#old = appendLeaf(this.#old, leafHash, this.#hasher);
      return;
    }
    this.#range = appendLeaf(this.#range, leafHash, this.#hasher);
    const range = this.#parts.find((part) => 'to' in part && part.to === this.#taken);
    if (range === undefined) return;
    this.#roots.set(this.#taken, frontierRoot(this.#range, this.#hasher));
    this.#range = EMPTY_FRONTIER;
  }

  /** As `consistencyProof`. Throws `log.unknown_entry` before the last leaf has been taken. */
  proof(): string[] {
    if (this.#taken < this.#size) throw new AppError('log.unknown_entry', 'fewer leaves than the tree has');
    return this.#parts.map((part) => ('node' in part ? this.#old.nodes[part.node] : this.#roots.get(part.to)) ?? '');
  }
}

/** SUBPROOF of RFC 6962 §2.1.2, with places for hashes. The subtrees left of the old edge are those of the old frontier. */
function partsOf(oldSize: number, size: number): Part[] {
  if (oldSize === size) return [];
  const outer: Part[] = [];
  let [from, to, node] = [0, size, 0];
  while (to > oldSize) {
    const split = from + splitPoint(to - from);
    if (oldSize <= split) {
      outer.push({ from: split, to });
      to = split;
    } else {
      outer.push({ node: node++ });
      from = split;
    }
  }
  return [...(from > 0 ? [{ node }] : []), ...outer.reverse()];
}
