import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logKey } from '../../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../../core/hash/node-hash.ts';
import { type Bytes, concat, fromUtf8, utf8 } from '../../../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../../../shared/log/exchange/add-entries.ts';
import { MAX_BODY_BYTES } from '../../../../shared/log/exchange/bundle-manifest.ts';
import {
  type BundleBody,
  type BundleContents,
  readBundle,
  type SyncBundle,
  writeBundle,
} from '../../../../shared/log/exchange/sync-bundle.ts';
import { noteKey, vkeyText } from '../../../../shared/log/note/vkey.ts';
import { consistencyProof } from '../../../../shared/log/tree/proof.ts';
import { refusalOf } from '../../../harness/base/refusal-code.ts';
import { chunkTree, entryPackages } from '../../../harness/log/chunk-tree.ts';
import { SIGNER, STATION, sampleLog } from '../../../harness/log/sample-log.ts';

const HEADS = noteKey('collector.example/heads', logKey(new Uint8Array(32).fill(31)).publicKey, sha256);
const READER = { collector: HEADS, keyOf: async (origin: string) => (origin === STATION.log ? SIGNER.key : null), verify: verifyEd25519 };
const code = (name: string) => expect.objectContaining({ code: name });

const { leaves, leafHashes, checkpoint } = sampleLog();
const tree = chunkTree(leafHashes, nodeTreeHasher);
const entriesFrom = (start: number) =>
  concat(
    ...writeAddEntries({ origin: STATION.log, start, end: 10, ticket: new Uint8Array() }, entryPackages(tree, start, leaves.slice(start))),
  );
const always = (bytes: Bytes) => async () => bytes;
const CONTENTS: BundleContents = {
  collector: vkeyText(HEADS),
  from: 6,
  to: 10,
  addCheckpoint: always(writeAddCheckpoint({ oldSize: 6, proof: consistencyProof(leafHashes, 6, nodeTreeHasher), checkpoint })),
  addEntries: [always(entriesFrom(6)), always(entriesFrom(8))],
  disclosures: [always(utf8('{}\n'))],
};

async function all<T>(of: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of of) items.push(item);
  return items;
}

async function written(change: Partial<BundleContents> = {}): Promise<Bytes> {
  return concat(...(await all(writeBundle({ ...CONTENTS, ...change }, SIGNER, sha256))));
}

async function* inPiecesOf(size: number, bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  return undefined;
}

const read = (bytes: Uint8Array, size = 4_096): Promise<SyncBundle> => readBundle(inPiecesOf(size, bytes), READER, sha256);

/** Everything in it, written again. */
async function rewritten(bytes: Uint8Array, size?: number): Promise<Bytes> {
  const { manifest, bodies } = await read(bytes, size);
  const of: Record<string, (() => Promise<Bytes>)[]> = { 'add-checkpoint': [], 'add-entries': [], disclosures: [] };
  for await (const body of bodies) of[body.kind]?.push(always(body.bytes.slice()));
  const { collector, from, to } = manifest;
  return written({
    collector,
    from,
    to,
    addCheckpoint: of['add-checkpoint']?.[0] ?? always(new Uint8Array()),
    addEntries: of['add-entries'] ?? [],
    disclosures: of['disclosures'] ?? [],
  });
}

describe('a bundle', () => {
  test('comes back as it went, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 1_500 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 3_000 }),
        async (disclosures, size) => {
          const archive = await written({ disclosures: disclosures.map((bytes) => always(concat(bytes))) });
          expect(archive.length % 512).toBe(0);
          expect(await rewritten(archive, size)).toEqual(archive);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('gives the bodies byte for byte, in the order in which they are handed in', async () => {
    const { manifest, bodies } = await read(await written());
    expect(manifest).toMatchObject({ collector: vkeyText(HEADS), origin: STATION.log, from: 6, to: 10 });
    const kept: BundleBody[] = [];
    for await (const { kind, bytes } of bodies) kept.push({ kind, bytes: bytes.slice() });
    expect(kept).toEqual([
      { kind: 'add-checkpoint', bytes: await CONTENTS.addCheckpoint() },
      { kind: 'add-entries', bytes: entriesFrom(6) },
      { kind: 'add-entries', bytes: entriesFrom(8) },
      { kind: 'disclosures', bytes: utf8('{}\n') },
    ]);
  });

  test('is refused with any bit flipped, cut anywhere, or with anything after it', async () => {
    const archive = await written();
    const changed = [
      ...Array.from({ length: Math.ceil(archive.length / 5) }, (_, i) => archive.with(5 * i, (archive[5 * i] ?? 0) ^ (1 << (i % 8)))),
      ...Array.from({ length: 200 }, (_, i) => archive.slice(0, Math.floor((archive.length * i) / 200))),
      concat(archive, new Uint8Array(1)),
      concat(archive, new Uint8Array(512)),
    ];
    const codes = new Set<string | null>();
    for (const one of changed) codes.add(await refusalOf(() => rewritten(one)));
    expect([...codes].sort()).toEqual(['collector.bad_signature', 'collector.unknown_log', 'log.bad_bundle']);
  }, 60_000);

  test('of noise is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (noise) => {
        expect(await refusalOf(() => rewritten(noise))).toBe('log.bad_bundle');
      }),
    );
  });

  test('is refused with two files exchanged, one twice, one missing or one more', async () => {
    const archive = await written();
    const files: Uint8Array[] = [];
    for (let at = 0; at < archive.length - 1_024; ) {
      const size = Number.parseInt(fromUtf8(archive.slice(at + 124, at + 135)), 8);
      const next = at + 512 + Math.ceil(size / 512) * 512;
      files.push(archive.slice(at, next));
      at = next;
    }
    const end = archive.slice(-1_024);
    expect(files.length).toBe(7);
    const places = [...files.keys()];
    for (const one of [
      ...places.slice(1).map((at) => files.with(at - 1, files[at] as Uint8Array).with(at, files[at - 1] as Uint8Array)),
      ...places.map((at) => files.toSpliced(at, 0, files[at] as Uint8Array)),
      ...places.map((at) => files.toSpliced(at, 1)),
      [files[0], files[1], files[4], files[5], files[2], files[3], files[6]],
      [...files, files[2]],
    ]) {
      const parts = one as Uint8Array[]; // every index above is one of the seven
      await expect(rewritten(concat(...parts, end))).rejects.toThrow(code('log.bad_bundle'));
    }
  });

  test('gives what came whole before a fault, and nothing after it', async () => {
    const archive = await written();
    const { bodies } = await read(archive.slice(0, -1_600));
    const kinds: string[] = [];
    const reading = async () => {
      for await (const { kind } of bodies) kinds.push(kind);
    };
    await expect(reading()).rejects.toThrow(code('log.bad_bundle'));
    expect(kinds).toEqual(['add-checkpoint', 'add-entries', 'add-entries']);
  });

  test('does not say one thing in its manifest and another in its bodies', async () => {
    const other = writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint: checkpoint.replaceAll('/1\n', '/2\n') });
    const stranger = concat(...writeAddEntries({ origin: 'a/b', start: 6, end: 10, ticket: new Uint8Array() }, []));
    for (const change of [
      { from: 5 },
      { from: 7 },
      { to: 11 },
      { addCheckpoint: always(other) },
      { addEntries: [always(entriesFrom(6)), always(entriesFrom(6))] },
      { addEntries: [always(entriesFrom(8)), always(entriesFrom(6))] },
      { addEntries: [always(stranger)] },
    ]) {
      await expect(rewritten(await written(change))).rejects.toThrow(code('log.bad_bundle'));
    }
  });

  test('is not written where nobody would take it', async () => {
    let times = 0;
    const stale = async () => utf8(`${times++}`);
    const long = always(new Uint8Array(MAX_BODY_BYTES.disclosures + 1));
    for (const [change, wanted] of [
      [{ addEntries: [] }, 'log.bad_bundle'],
      [{ from: 11 }, 'log.bad_bundle'],
      [{ from: 0, to: 0 }, 'log.bad_bundle'],
      [{ disclosures: [always(new Uint8Array())] }, 'log.bad_bundle'],
      [{ disclosures: [stale] }, 'log.bad_bundle'],
      [{ disclosures: [long] }, 'log.body_too_large'],
      [{ disclosures: Array.from({ length: 398 }, () => always(utf8('x'))) }, 'log.body_too_large'],
    ] as const) {
      await expect(written(change)).rejects.toThrow(code(wanted));
    }
    expect((await written({ disclosures: Array.from({ length: 397 }, () => always(utf8('x'))) })).length).toBeGreaterThan(400_000);
  });

  test('has the leaf hashes of its entries, as long as there is room for them', async () => {
    const archive = await written();
    const at = (name: string) => Buffer.from(archive).indexOf(`${name}\0`) + 512;
    const hashes = archive.slice(at('hashes-0001'), at('hashes-0001') + 2 * 32);
    expect(Buffer.from(hashes).toString('hex')).toBe(leafHashes.slice(6, 8).join(''));
    const many = Array.from({ length: 395 }, () => always(utf8('x')));
    const sizes = [many, [...many, always(utf8('x'))]].map(async (disclosures) => {
      const text = Buffer.from(await written({ disclosures })).toString('latin1');
      return text.includes('hashes-0001\0');
    });
    expect(await Promise.all(sizes)).toEqual([true, false]);
  });

  test('is taken apart by tar', async () => {
    const list = execFileSync('tar', ['-tvf', '-'], { input: await written(), encoding: 'utf8' });
    expect(list.split('\n').map((line) => line.split(' ').at(-1))).toEqual([
      'MANIFEST',
      'add-checkpoint',
      'hashes-0001',
      'add-entries-0001',
      'hashes-0002',
      'add-entries-0002',
      'disclosures-0001.ndjson',
      '',
    ]);
  });
});
