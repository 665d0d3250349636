import { AppError } from '../../base/app-error.ts';
import type { TreeHasher } from './tree-hash.ts';

/**
 * The compact range [0, size) of an RFC 6962 tree: the roots of its perfect subtrees, largest first, one for each bit
 * of `size`. Immutable, so that an append that is rolled back leaves nothing behind.
 */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly string[];
}

/** The frontier of a log without entries. */
export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** The frontier after one more leaf, whose leaf hash is given. */
export function appendLeaf(frontier: Frontier, leafHash: string, hasher: TreeHasher): Frontier {
  return appendSubtree(frontier, leafHash, 1, hasher);
}

/** The frontier after a whole subtree of `leaves` leaves, a power of two that divides the size, whose root is given. */
export function appendSubtree(frontier: Frontier, root: string, leaves: number, hasher: TreeHasher): Frontier {
  const nodes = frontier.nodes.slice();
  let hash = root;
  for (let rest = frontier.size / leaves; rest % 2 === 1; rest = Math.floor(rest / 2)) hash = hasher.node(nodes.pop() as string, hash);
  nodes.push(hash);
  return { size: frontier.size + leaves, nodes };
}

/** The root hash. Throws `log.unknown_entry` for the empty tree: no log is ever signed empty. */
export function frontierRoot(frontier: Frontier, hasher: TreeHasher): string {
  let root: string | null = null;
  for (const node of frontier.nodes.toReversed()) root = root === null ? node : hasher.node(node, root);
  if (root === null) throw new AppError('log.unknown_entry', 'an empty log has no head');
  return root;
}

/** The nodes one after another, 64 digits each. */
export function frontierText(frontier: Frontier): string {
  return frontier.nodes.join('');
}

/** The inverse of `frontierText`. Throws `log.tampered` when `text` cannot be the frontier of a tree of `size`. */
export function parseFrontier(size: number, text: string): Frontier {
  if (!Number.isSafeInteger(size) || size < 0 || text.length !== 64 * bitsSet(size) || !/^[0-9a-f]*$/.test(text)) {
    throw new AppError('log.tampered', 'the stored tree does not fit its size');
  }
  return { size, nodes: text.match(/.{64}/g) ?? [] };
}

function bitsSet(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
