import { fromUtf8, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import type { EntryPackage } from '../../../shared/log/exchange/entry-package.ts';
import { rootOf } from '../../../shared/log/tree/proof.ts';
import { treeHasher } from '../../../shared/log/tree/tree-hash.ts';
import { chunkTree, entryPackages } from '../../harness/log/chunk-tree.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

const tree = treeHasher(portableSha256);
const leaves = Array.from({ length: 600 }, (_, i) => `entry ${i}`);
const hashes = leaves.map((leaf) => tree.leaf(utf8(leaf)));

/** The package of an upload that starts here, in a log of this size, as one case. */
function good(name: string, size: number, start: number): VectorCase {
  const packages = entryPackages(chunkTree(hashes.slice(0, size), tree), start, leaves.slice(start, size).map(utf8));
  const { leaves: own, proof } = packages.next().value as EntryPackage; // every start below is within its log
  const held = leaves.slice(start - (start % 256), start);
  const root = rootOf(hashes.slice(0, size), tree);
  return { name, class: 'ok', do: 'package-prove', in: { start, held, leaves: own.map(fromUtf8), proof, size, root } };
}

/** Packages of entries with their proofs (shared/log/FORMAT.md §8). */
export function packageVectors(): VectorFile {
  const last = good('the end of a log of three chunks', 600, 590);
  const input = last.in as { held: string[]; leaves: string[]; proof: string[] }; // as `good` made it
  const alone = good('a log of one entry', 1, 0);
  const refused = (name: string, change: Record<string, unknown>) => refusedCase(last, name, 'log.bad_proof', change);
  const ofAlone = (name: string, change: Record<string, unknown>) => refusedCase(alone, name, 'log.bad_proof', change);
  return {
    about:
      'Packages of entries. leaves and held (the entries of the chunk before start, which the reader has) are text; proof and root are hexadecimal.',
    cases: [
      alone,
      good('the end of a chunk, with another after it', 300, 250),
      last,
      refused('an entry changed', { leaves: input.leaves.with(3, 'entry 0') }),
      refused('an entry left out', { leaves: input.leaves.toSpliced(3, 1) }),
      refused('an entry added', { leaves: [...input.leaves, 'entry 600'] }),
      refused('two entries exchanged', { leaves: ['entry 591', 'entry 590', ...input.leaves.slice(2)] }),
      refused('no entries', { leaves: [] }),
      refused('the last entry left out', { leaves: input.leaves.slice(0, -1) }),
      refused('one entry later', { start: 591 }),
      refused('one entry earlier', { start: 589 }),
      refused('at the same place of another chunk', { start: 590 - 256 }),
      refused('past the end', { start: 600 }),
      refused('no whole number', { start: 590.5 }),
      refused('a hash left out', { proof: input.proof.slice(1) }),
      refused('a hash added', { proof: [...input.proof, input.proof[0]] }),
      refused('a hash changed', { proof: input.proof.with(0, '00'.repeat(32)) }),
      refused('an entry that the reader has left out', { held: input.held.slice(1) }),
      refused('an entry that the reader has changed', { held: input.held.with(0, 'entry 0') }),
      refused('nothing that the reader has', { held: [] }),
      refused('a smaller log', { size: 599 }),
      refused('a larger log', { size: 601 }),
      refused('a size past the safe integers', { size: 2 ** 53 }),
      refused('another root', { root: '00'.repeat(32) }),
      ofAlone('another entry', { leaves: ['entry 1'] }),
      ofAlone('the root as its own proof', { proof: [alone.in['root']] }),
      ofAlone('a log of nothing', { size: 0 }),
    ],
  };
}
