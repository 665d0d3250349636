import { expect, test } from 'vitest';
import { nodeTreeHasher } from '../../../../core/hash/node-hash.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier } from '../../../../shared/log/tree/frontier.ts';
import { GrowingProof } from '../../../../shared/log/tree/growing-proof.ts';
import { consistencyProof, provesConsistency, rootOf } from '../../../../shared/log/tree/proof.ts';

const HASHES = Array.from({ length: 300 }, (_, n) => nodeTreeHasher.leaf(Uint8Array.of(n >> 8, n)));
const FRONTIERS: Frontier[] = [EMPTY_FRONTIER];
for (const hash of HASHES) FRONTIERS.push(appendLeaf(FRONTIERS.at(-1) ?? EMPTY_FRONTIER, hash, nodeTreeHasher));

function grown(held: number, oldSize: number, size: number): string[] {
  const growing = new GrowingProof(FRONTIERS[held] ?? EMPTY_FRONTIER, oldSize, size, nodeTreeHasher);
  while (growing.next < size) growing.add(HASHES[growing.next] ?? '');
  return growing.proof();
}

test('is the proof of RFC 6962, from every size to every size, however little of the old tree is held', () => {
  for (let size = 1; size <= 70; size++) {
    for (let oldSize = 1; oldSize <= size; oldSize++) {
      const wanted = consistencyProof(HASHES.slice(0, size), oldSize, nodeTreeHasher);
      for (const held of new Set([0, 1, oldSize >> 1, oldSize - 1, oldSize])) expect(grown(held, oldSize, size)).toEqual(wanted);
    }
  }
  for (const [oldSize, size] of [
    [255, 256],
    [256, 257],
    [200, 300],
    [257, 300],
    [128, 300],
  ] as const) {
    expect(grown(100, oldSize, size)).toEqual(consistencyProof(HASHES.slice(0, size), oldSize, nodeTreeHasher));
  }
});

test('leads nowhere when one leaf is another', () => {
  for (const wrong of [3, 40, 49, 50, 77, 99]) {
    const growing = new GrowingProof(EMPTY_FRONTIER, 50, 100, nodeTreeHasher);
    while (growing.next < 100) growing.add(HASHES[growing.next === wrong ? 200 : growing.next] ?? '');
    const [oldRoot, root] = [50, 100].map((size) => rootOf(HASHES.slice(0, size), nodeTreeHasher)) as [string, string];
    const claim = { oldSize: 50, oldRoot, size: 100, root, proof: growing.proof() };
    expect(provesConsistency(claim, nodeTreeHasher), `leaf ${wrong}`).toBe(false);
  }
});

test('is not given before the last leaf, nor of trees that cannot follow one another', () => {
  const growing = new GrowingProof(EMPTY_FRONTIER, 1, 2, nodeTreeHasher);
  expect(() => growing.proof()).toThrow(expect.objectContaining({ code: 'log.unknown_entry' }));
  growing.add(HASHES[0] ?? '');
  growing.add(HASHES[1] ?? '');
  expect(growing.proof()).toEqual([HASHES[1]]);
  for (const work of [
    () => growing.add(HASHES[2] ?? ''),
    () => new GrowingProof(EMPTY_FRONTIER, 0, 2, nodeTreeHasher),
    () => new GrowingProof(EMPTY_FRONTIER, 3, 2, nodeTreeHasher),
    () => new GrowingProof(FRONTIERS[2] ?? EMPTY_FRONTIER, 1, 2, nodeTreeHasher),
  ]) {
    expect(work).toThrow(expect.objectContaining({ code: 'log.unknown_entry' }));
  }
});
