import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeTreeHasher as hasher } from '../../../../core/hash/node-hash.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { ChunkRoots } from '../../../../shared/log/exchange/chunk-roots.ts';
import { consistencyProof, inclusionProof, rootOf } from '../../../../shared/log/tree/proof.ts';
import { chunkTree } from '../../../harness/log/chunk-tree.ts';

const LARGEST = 3_000;
const hashes = Array.from({ length: LARGEST }, (_, i) => hasher.leaf(utf8(`entry ${i}`)));
const unknown = expect.objectContaining({ code: 'log.unknown_entry' });

/** A log whose reads are written down. */
function readLog(of: readonly string[] = hashes): { roots: ChunkRoots; reads: [number, number][] } {
  const reads: [number, number][] = [];
  const read = async (from: number, to: number) => {
    reads.push([from, to]);
    return of.slice(from, to);
  };
  return { roots: new ChunkRoots(read, hasher), reads };
}

const { roots } = readLog();

async function compare(size: number, at: number): Promise<void> {
  const own = hashes.slice(0, size);
  const tree = await roots.tree(size);
  expect(tree.root).toBe(rootOf(own, hasher));
  expect(await tree.inclusionProof(at)).toEqual(inclusionProof(own, at, hasher));
  expect(await tree.consistencyProof(at + 1)).toEqual(consistencyProof(own, at + 1, hasher));
}

describe('a tree over chunk roots', () => {
  test('proves what the whole tree does, for any size and place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: LARGEST }), fc.nat(LARGEST), (size, at) => compare(size, at % size)),
      { numRuns: 120 },
    );
  });

  test('and around every boundary of chunks and of pairs of them', async () => {
    const edges = [1, 2, 3, 128, ...[1, 2, 3, 5, 8].flatMap((chunks) => [-1, 0, 1].map((by) => chunks * 256 + by))];
    for (const size of edges) for (const at of edges) if (at <= size) await compare(size, at - 1);
  });

  test('is the tree that packages take their proofs from', async () => {
    for (const size of [1, 255, 256, 257, 1_000, 1_024]) {
      expect((await roots.tree(size)).chunks).toEqual(chunkTree(hashes.slice(0, size), hasher));
    }
  });

  test('reads each whole chunk once, and never more than one at a time', async () => {
    const log = readLog();
    await log.roots.tree(700);
    expect(log.reads.splice(0)).toEqual([
      [0, 256],
      [256, 512],
      [512, 700],
    ]);
    const tree = await log.roots.tree(1_024);
    expect(log.reads.splice(0)).toEqual([
      [512, 768],
      [768, 1_024],
    ]);
    await log.roots.tree(512);
    expect(log.reads).toEqual([]);
    await tree.inclusionProof(300);
    await tree.consistencyProof(700);
    await tree.consistencyProof(512);
    expect(log.reads).toEqual([
      [256, 512],
      [512, 768],
    ]);
  });

  test('stays as it is when the log grows, also while it does', async () => {
    const log = readLog();
    const small = await log.roots.tree(600);
    const before = await small.consistencyProof(300);
    const [one, two] = await Promise.all([log.roots.tree(2_000), log.roots.tree(1_500)]);
    expect([one.root, two.root]).toEqual([rootOf(hashes.slice(0, 2_000), hasher), rootOf(hashes.slice(0, 1_500), hasher)]);
    expect(await small.consistencyProof(300)).toEqual(before);
  });

  test('is not made of nothing, nor beyond the log, nor of fewer or more entries than were asked for', async () => {
    for (const size of [0, -1, 0.5, Number.NaN, 2 ** 53]) await expect(readLog([]).roots.tree(size)).rejects.toThrow(unknown);
    await expect(readLog(hashes.slice(0, 299)).roots.tree(300)).rejects.toThrow(unknown);
    await expect(new ChunkRoots(async () => hashes, hasher).tree(300)).rejects.toThrow(unknown);
    const log = readLog();
    const tree = await log.roots.tree(300);
    log.reads.splice(0);
    for (const index of [-1, 300, 600, 0.5, Number.NaN]) await expect(tree.inclusionProof(index)).rejects.toThrow(unknown);
    for (const size of [-1, 0, 301, 600, 0.5, Number.NaN]) await expect(tree.consistencyProof(size)).rejects.toThrow(unknown);
    expect(log.reads).toEqual([]);
  });
});
