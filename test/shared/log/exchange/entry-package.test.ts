import { describe, expect, test } from 'vitest';
import { nodeTreeHasher as hasher } from '../../../../core/hash/node-hash.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { type EntryPackage, type PackageClaim, packageRanges, provesPackage } from '../../../../shared/log/exchange/entry-package.ts';
import { appendLeaf, EMPTY_FRONTIER, frontierRoot } from '../../../../shared/log/tree/frontier.ts';
import { rootOf } from '../../../../shared/log/tree/proof.ts';
import { pickFrom } from '../../../harness/base/pick.ts';
import { chunkTree, entryPackages } from '../../../harness/log/chunk-tree.ts';

const LARGEST = 1_100;
const leaves = Array.from({ length: LARGEST }, (_, i) => utf8(`entry ${i}`));
const hashes = leaves.map((leaf) => hasher.leaf(leaf));

const treeOf = (size: number) => chunkTree(hashes.slice(0, size), hasher);
const rootAt = (size: number) => rootOf(hashes.slice(0, size), hasher);
const packagesOf = (size: number, start: number) => [...entryPackages(treeOf(size), start, leaves.slice(start, size))];

function claimOf({ start, leaves: own, proof }: EntryPackage, size: number, root: string): PackageClaim {
  const held = hashes.slice(start - (start % 256), start);
  return { start, held, leafHashes: own.map((leaf) => hasher.leaf(leaf)), proof, head: { size, root } };
}

/** The subtree consistency proof as draft-ietf-plants-merkle-tree-certs writes it, over every leaf: slow, and nothing of ours. */
function subtreeProof(start: number, end: number, tree: readonly string[], known: 'whole' | 'part' = 'whole'): string[] {
  if (start === 0 && end === tree.length) return known === 'whole' ? [] : [rootOf(tree, hasher)];
  let k = 1;
  while (k * 2 < tree.length) k *= 2;
  const [left, right] = [tree.slice(0, k), tree.slice(k)];
  if (end <= k) return [...subtreeProof(start, end, left, known), rootOf(right, hasher)];
  if (k <= start) return [...subtreeProof(start - k, end - k, right, known), rootOf(left, hasher)];
  return [...subtreeProof(0, end - k, right, 'part'), rootOf(left, hasher)];
}

describe('the packages of an upload', () => {
  test('cover it without a gap, each within one chunk, and none of an empty one', () => {
    expect([...packageRanges({ start: 1_000, end: 1_600 })]).toEqual([
      { start: 1_000, end: 1_024 },
      { start: 1_024, end: 1_280 },
      { start: 1_280, end: 1_536 },
      { start: 1_536, end: 1_600 },
    ]);
    expect([...packageRanges({ start: 7, end: 9 })]).toEqual([{ start: 7, end: 9 }]);
    expect([...packageRanges({ start: 512, end: 512 })]).toEqual([]);
    expect(packageRanges({ start: 0, end: Number.MAX_SAFE_INTEGER }).next().value).toEqual({ start: 0, end: 256 });
  });

  test('prove themselves, one by one, in every log up to 1,100 entries, from a few starts', () => {
    let proven = 0;
    let frontier = EMPTY_FRONTIER;
    for (let size = 1; size <= LARGEST; size++) {
      frontier = appendLeaf(frontier, hashes[size - 1] ?? '', hasher);
      const root = frontierRoot(frontier, hasher);
      const tree = treeOf(size);
      expect(tree.levels.at(-1)).toEqual([root]);
      for (const start of new Set([0, Math.floor(size / 2), size - 1])) {
        let next = start;
        for (const one of entryPackages(tree, start, leaves.slice(start, size))) {
          expect(one.start).toBe(next);
          next += one.leaves.length;
          if (!provesPackage(claimOf(one, size, root), hasher)) throw new Error(`${one.start} of ${size} from ${start}`);
          proven++;
        }
        expect(next).toBe(size);
      }
    }
    expect(proven).toBeGreaterThan(6_000);
  });

  test.each([1, 2, 255, 256, 257, 511, 512, 513, 767, 768, 1_023, 1_024, 1_025, 1_100])(
    'have in a log of %i the subtree proofs of the specification',
    (size) => {
      for (const { start, leaves: own, proof } of packagesOf(size, 0)) {
        expect(proof).toEqual(subtreeProof(start, start + own.length, hashes.slice(0, size)));
      }
    },
  );

  test('are read only as far as they are asked for', () => {
    let read = 0;
    function* counted(): Generator<Uint8Array> {
      for (const leaf of leaves) {
        read++;
        yield leaf;
      }
    }
    const made = entryPackages(treeOf(LARGEST), 0, counted());
    made.next();
    expect(read).toBe(256);
  });

  test('are not made beyond the log, nor of fewer leaves than it has', () => {
    const unknown = expect.objectContaining({ code: 'log.unknown_entry' });
    for (const start of [-1, 301, 0.5, Number.NaN]) expect(() => [...entryPackages(treeOf(300), start, leaves)]).toThrow(unknown);
    expect(() => [...entryPackages(treeOf(300), 0, leaves.slice(0, 299))]).toThrow(unknown);
    expect(packagesOf(300, 300)).toEqual([]);
  });
});

describe('a package', () => {
  const sizes = [1, 5, 256, 257, 300, 600, 768, 1_000, 1_100];
  const good = sizes.flatMap((size) => {
    const root = rootAt(size);
    return [0, Math.floor(size / 3), size - 1].flatMap((start) => packagesOf(size, start).map((one) => claimOf(one, size, root)));
  });

  test('is refused after any of 10,000 changes to what a sender chooses', () => {
    const { below } = pickFrom('package changes');
    const stranger = hasher.leaf(utf8('stranger'));
    const changes: readonly ((claim: PackageClaim) => PackageClaim)[] = [
      (one) => ({ ...one, leafHashes: one.leafHashes.with(below(one.leafHashes.length), stranger) }),
      (one) => ({ ...one, leafHashes: one.leafHashes.toSpliced(below(one.leafHashes.length), 1) }),
      (one) => ({ ...one, leafHashes: one.leafHashes.toSpliced(below(one.leafHashes.length + 1), 0, stranger) }),
      (one) => ({ ...one, leafHashes: one.leafHashes.toSpliced(below(one.leafHashes.length), 0, one.leafHashes[0] ?? '') }),
      (one) => ({ ...one, leafHashes: one.leafHashes.toReversed() }),
      (one) => ({ ...one, leafHashes: one.leafHashes.slice(below(one.leafHashes.length)) }),
      (one) => ({ ...one, leafHashes: [...one.held, ...one.leafHashes] }),
      (one) => ({ ...one, leafHashes: [rootOf([...one.held, ...one.leafHashes], hasher)] }),
      (one) => ({ ...one, proof: one.proof.with(below(Math.max(1, one.proof.length)) % Math.max(1, one.proof.length), stranger) }),
      (one) => ({ ...one, proof: one.proof.toSpliced(below(one.proof.length + 1), 0, stranger) }),
      (one) => ({ ...one, proof: one.proof.slice(1) }),
      (one) => ({ ...one, proof: one.proof.slice(0, -1) }),
      (one) => ({ ...one, proof: one.proof.toReversed() }),
      (one) => ({ ...one, proof: [...one.proof, one.head.root] }),
      (one) => ({ ...one, start: one.start + 256 }),
      (one) => ({ ...one, start: one.start - 256 }),
      (one) => ({ ...one, start: one.start + 1 + below(3) }),
      (one) => ({ ...one, start: one.start - 1 - below(3) }),
      (one) => ({ ...one, start: one.start + 0.5 }),
      (one) => ({ ...one, start: 2 ** 53 + one.start }),
      (one) => ({ ...one, proof: good[below(good.length)]?.proof ?? [] }),
      (one) => ({ ...one, leafHashes: good[below(good.length)]?.leafHashes ?? [] }),
    ];
    let refused = 0;
    while (refused < 10_000) {
      const one = good[below(good.length)] as PackageClaim;
      const which = below(changes.length);
      let changed: PackageClaim;
      try {
        changed = (changes[which] as (claim: PackageClaim) => PackageClaim)(one);
      } catch (error) {
        if (error instanceof RangeError) continue; // an empty proof has no place to change
        throw error;
      }
      if (JSON.stringify(changed) === JSON.stringify(one)) continue;
      if (provesPackage(changed, hasher)) throw new Error(`change ${which} at ${one.start} of ${one.head.size}`);
      refused++;
    }
    for (const one of good) expect(provesPackage(one, hasher)).toBe(true);
  });

  test('is refused under another head, and beside other entries than those that came before it', () => {
    for (const one of good) {
      const { size } = one.head;
      const shorter = Math.max(1, size - 256);
      for (const head of [
        { size, root: rootAt(size === 1 ? 2 : size - 1) },
        { size: shorter === size ? 2 : shorter, root: rootAt(shorter === size ? 2 : shorter) },
        { size: 0, root: one.head.root },
        { size: Number.NaN, root: one.head.root },
        { size: 2 ** 53, root: one.head.root },
      ]) {
        expect(provesPackage({ ...one, head }, hasher), `${one.start} of ${size} under ${head.size}`).toBe(false);
      }
      for (const held of [[...one.held, one.head.root], one.held.slice(1), one.held.slice(0, -1)]) {
        if (held.length === 0 && one.held.length === 0) continue;
        expect(provesPackage({ ...one, held }, hasher)).toBe(false);
      }
    }
  });

  test('is refused where an inner hash stands for the entries that came before it', () => {
    const [first = '', second = '', third = ''] = hashes;
    const claim = { start: 2, held: [first, second], leafHashes: [third], proof: [], head: { size: 3, root: rootAt(3) } };
    expect(provesPackage(claim, hasher)).toBe(true);
    expect(provesPackage({ ...claim, held: [hasher.node(first, second)] }, hasher)).toBe(false);
  });

  test('of nothing proves nothing', () => {
    const head = { size: 256, root: rootAt(256) };
    expect(provesPackage({ start: 0, held: [], leafHashes: [], proof: [], head }, hasher)).toBe(false);
    expect(provesPackage({ start: 256, held: [], leafHashes: [], proof: [], head }, hasher)).toBe(false);
    expect(provesPackage({ start: 255, held: hashes.slice(0, 255), leafHashes: [], proof: [], head }, hasher)).toBe(false);
  });
});
