import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeTreeHasher, sha256 } from '../../../../core/hash/node-hash.ts';
import { fromHex } from '../../../../shared/base/bytes.ts';
import { appendLeaf, EMPTY_FRONTIER, frontierRoot, frontierText, parseFrontier } from '../../../../shared/log/tree/frontier.ts';
import { consistencyProof, inclusionProof, provesConsistency, provesInclusion, rootOf } from '../../../../shared/log/tree/proof.ts';
import { treeHasher } from '../../../../shared/log/tree/tree-hash.ts';

/** The reference vectors of certificate-transparency (merkletree/internal/testonly). */
const CT_LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const CT_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const hasher = nodeTreeHasher;
const leafHashes = (count: number) => Array.from({ length: count }, (_, i) => hasher.leaf(Uint8Array.of(i >> 8, i & 255)));

describe('the RFC 6962 tree', () => {
  test.each([
    ['node', nodeTreeHasher],
    ['portable', treeHasher(sha256)],
  ])('gives the known roots with the %s hasher', (_, tree) => {
    const hashes = CT_LEAVES.map((leaf) => tree.leaf(fromHex(leaf)));
    for (const [i, root] of CT_ROOTS.entries()) expect(rootOf(hashes.slice(0, i + 1), tree)).toBe(root);
  });

  test('proves the inclusion of every leaf in every tree up to 70, and of no other', () => {
    for (let size = 1; size <= 70; size++) {
      const hashes = leafHashes(size);
      const root = rootOf(hashes, hasher);
      for (let index = 0; index < size; index++) {
        const claim = { index, size, leafHash: hashes[index] ?? '', root, proof: inclusionProof(hashes, index, hasher) };
        expect(provesInclusion(claim, hasher)).toBe(true);
        expect(provesInclusion({ ...claim, leafHash: hasher.leaf(Uint8Array.of(1, 2, 3)) }, hasher)).toBe(false);
        expect(provesInclusion({ ...claim, index: (index + 1) % (size + 1) }, hasher)).toBe(false);
        expect(provesInclusion({ ...claim, proof: [...claim.proof, root] }, hasher)).toBe(false);
        if (size > 1) expect(provesInclusion({ ...claim, proof: claim.proof.slice(1) }, hasher)).toBe(false);
      }
    }
  });

  test('proves every prefix of every tree up to 48 consistent, and no fork', () => {
    for (let size = 1; size <= 48; size++) {
      const hashes = leafHashes(size);
      const root = rootOf(hashes, hasher);
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const oldRoot = rootOf(hashes.slice(0, oldSize), hasher);
        const claim = { oldSize, oldRoot, size, root, proof: consistencyProof(hashes, oldSize, hasher) };
        expect(provesConsistency(claim, hasher)).toBe(true);
        const forked = rootOf([...hashes.slice(0, oldSize - 1), hasher.leaf(Uint8Array.of(9, 9, 9))], hasher);
        expect(provesConsistency({ ...claim, oldRoot: forked }, hasher)).toBe(false);
        expect(provesConsistency({ ...claim, root: forked }, hasher)).toBe(false);
        expect(provesConsistency({ ...claim, proof: [...claim.proof, root] }, hasher)).toBe(false);
        if (oldSize < size) expect(provesConsistency({ ...claim, oldSize: oldSize + 1 }, hasher)).toBe(false);
      }
    }
  });

  test('is the same grown leaf by leaf through its stored frontier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
        let frontier = EMPTY_FRONTIER;
        for (const hash of leafHashes(size)) {
          frontier = parseFrontier(frontier.size, frontierText(frontier));
          frontier = appendLeaf(frontier, hash, hasher);
        }
        expect(frontierRoot(frontier, hasher)).toBe(rootOf(leafHashes(size), hasher));
      }),
      { numRuns: 30 },
    );
  });

  test('leaves the old frontier as it was when it grows', () => {
    const before = leafHashes(7).reduce((frontier, hash) => appendLeaf(frontier, hash, hasher), EMPTY_FRONTIER);
    const root = frontierRoot(before, hasher);
    appendLeaf(before, hasher.leaf(new Uint8Array(3)), hasher);
    expect(frontierRoot(before, hasher)).toBe(root);
    expect(before.size).toBe(7);
  });

  test('refuses a frontier that does not fit its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.stringMatching(/^[0-9a-g]{0,70}$/), fc.nat(10), (size, end, nodes) => {
        const text = 'ab'.repeat(32 * nodes) + end;
        const bits = size.toString(2).replaceAll('0', '').length;
        if (text.length === 64 * bits && !text.includes('g')) expect(frontierText(parseFrontier(size, text))).toBe(text);
        else expect(() => parseFrontier(size, text)).toThrow(expect.objectContaining({ code: 'log.tampered' }));
      }),
    );
  });

  test('has no root and no proof where there is nothing', () => {
    expect(() => frontierRoot(EMPTY_FRONTIER, hasher)).toThrow(expect.objectContaining({ code: 'log.unknown_entry' }));
    expect(() => inclusionProof(leafHashes(3), 3, hasher)).toThrow(expect.objectContaining({ code: 'log.unknown_entry' }));
    expect(() => consistencyProof(leafHashes(3), 0, hasher)).toThrow(expect.objectContaining({ code: 'log.unknown_entry' }));
  });
});
