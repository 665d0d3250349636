import { describe, expect, test } from 'vitest';
import { nodeTreeHasher as hasher } from '../../../../core/hash/node-hash.ts';
import { u16, u64 } from '../../../../shared/base/big-endian.ts';
import { concat, utf8 } from '../../../../shared/base/bytes.ts';
import { type UploadHeader, writeAddEntries } from '../../../../shared/log/exchange/add-entries.ts';
import { readAddEntries } from '../../../../shared/log/exchange/add-entries-reader.ts';
import type { EntryPackage } from '../../../../shared/log/exchange/entry-package.ts';
import { pickFrom } from '../../../harness/base/pick.ts';
import { refusalOf } from '../../../harness/base/refusal-code.ts';
import { chunkTree, entryPackages } from '../../../harness/log/chunk-tree.ts';
import { STATION, sampleLog } from '../../../harness/log/sample-log.ts';

const leaves = Array.from({ length: 700 }, (_, i) => utf8(`entry ${i}`));
const tree = chunkTree(
  leaves.map((leaf) => hasher.leaf(leaf)),
  hasher,
);
const header: UploadHeader = { origin: STATION.log, start: 200, end: 700, ticket: utf8('ticket') };
const packages = [...entryPackages(tree, 200, leaves.slice(200))];
const bodyOf = (own: UploadHeader, sent: Iterable<EntryPackage>) => concat(...writeAddEntries(own, sent));
const body = bodyOf(header, packages);

/** A body in pieces of `size` bytes, counted as they are asked for. */
class Pieces {
  asked = 0;
  readonly #bytes: Uint8Array;
  readonly #size: number;

  constructor(bytes: Uint8Array, size: number) {
    this.#bytes = bytes;
    this.#size = size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    for (let at = 0; at < this.#bytes.length; at += this.#size) {
      this.asked++;
      yield this.#bytes.subarray(at, at + this.#size);
    }
    return undefined;
  }
}

interface Read {
  header: UploadHeader | null;
  packages: EntryPackage[];
  code: string | null;
}

async function read(bytes: Uint8Array, size = 64): Promise<Read> {
  const seen: Read = { header: null, packages: [], code: null };
  seen.code = await refusalOf(async () => {
    const upload = await readAddEntries(new Pieces(bytes, size));
    seen.header = upload.header;
    for await (const one of upload.packages) seen.packages.push(one);
  });
  return seen;
}

const origin = utf8(STATION.log);
const headOf = (start: Uint8Array, end: Uint8Array) => concat(u16(origin.length), origin, start, end, u16(0));

describe('the body of an upload', () => {
  test.each([1, 2, 3, 7, 64, 4_096, 1_000_000])('is read in pieces of %i bytes as it was written', async (size) => {
    expect(await read(body, size)).toEqual({ header, packages, code: null });
  });

  test('is the bytes that the format says', () => {
    const small = bodyOf({ origin: 'a/b', start: 1, end: 2, ticket: Uint8Array.of(9) }, [
      { start: 1, leaves: [utf8('leaf')], proof: ['ab'.repeat(32)] },
    ]);
    expect(Buffer.from(small).toString('hex')).toBe(
      `0003${'612f62'}${'0000000000000001'}${'0000000000000002'}${'0001'}${'09'}${'0004'}${'6c656166'}${'01'}${'ab'.repeat(32)}`,
    );
  });

  test('may stop after any of its packages, and hold none', async () => {
    for (let count = 0; count <= packages.length; count++) {
      const part = packages.slice(0, count);
      expect(await read(bodyOf(header, part))).toEqual({ header, packages: part, code: null });
    }
    const none = { ...header, start: 700 };
    expect(await read(bodyOf(none, []))).toEqual({ header: none, packages: [], code: null });
  });

  test('is refused when it ends anywhere else, with all packages before that', async () => {
    const ends: number[] = [];
    for (const part of writeAddEntries(header, packages)) ends.push((ends.at(-1) ?? 0) + part.length);
    const samples = Array.from({ length: 300 }, (_, i) => Math.floor((i * body.length) / 300));
    for (const length of new Set([...samples, ...ends.map((end) => end - 1), ...ends.slice(0, -1).map((end) => end + 1)])) {
      const { code, packages: whole } = await read(body.slice(0, length));
      const between = ends.indexOf(length);
      expect(code, `${length} bytes`).toBe(between === -1 ? 'log.bad_body' : null);
      expect(whole).toHaveLength(Math.max(0, ends.filter((end) => end <= length).length - 1));
    }
  });

  test('is refused when it goes on after its last package', async () => {
    const seen = await read(concat(body, Uint8Array.of(0)));
    expect(seen.code).toBe('log.bad_body');
    expect(seen.packages).toHaveLength(3);
    expect((await read(concat(bodyOf({ ...header, start: 700 }, []), Uint8Array.of(0)))).code).toBe('log.bad_body');
  });

  test('is refused at every cut of a small one, and never believed with a bit flipped unless it says so', async () => {
    const small = { ...header, start: 0, end: 3 };
    const three = leaves.slice(0, 3).map((leaf) => hasher.leaf(leaf));
    const bytes = bodyOf(small, entryPackages(chunkTree(three, hasher), 0, leaves));
    const [first] = [...writeAddEntries(small, [])];
    for (let length = 0; length < bytes.length; length++) {
      expect((await read(bytes.slice(0, length), 5)).code, `cut at ${length}`).toBe(length === first?.length ? null : 'log.bad_body');
    }
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = concat(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const seen = await read(flipped);
      if (seen.code === null) expect(bodyOf(seen.header as UploadHeader, seen.packages)).toEqual(flipped);
      else expect(['log.bad_body', 'log.entry_too_large', 'log.body_too_large']).toContain(seen.code);
    }
  });

  test('made of noise, or ending in noise, is refused with a code or is one that could have been written', async () => {
    const random = pickFrom('add-entries noise').bytes;
    for (let i = 0; i < 2_000; i++) {
      const noise = random(1 + (i % 300));
      const bytes = i % 2 === 0 ? noise : concat(body.slice(0, i * 3), noise);
      const seen = await read(bytes, 1 + (i % 97));
      if (seen.code === null) expect(bodyOf(seen.header as UploadHeader, seen.packages)).toEqual(bytes);
      else expect(['log.bad_body', 'log.entry_too_large', 'log.body_too_large']).toContain(seen.code);
    }
  });

  const zero = u64(0);
  const most = new Uint8Array(8).fill(255);
  const aLeaf = (length: number) => concat(u16(length), new Uint8Array(length).fill(97));
  test.each([
    ['no origin', concat(u16(0), zero, u64(1), u16(0)), 'log.bad_body'],
    ['an origin that lies about its length', concat(u16(255), origin, zero, u64(1), u16(0)), 'log.bad_body'],
    ['an origin of 256 bytes', concat(u16(256), new Uint8Array(256).fill(97), zero, u64(1), u16(0)), 'log.bad_body'],
    ['an origin with a newline', concat(u16(3), utf8('a\nb'), zero, u64(1), u16(0)), 'log.bad_body'],
    ['an origin that is not UTF-8', concat(u16(2), Uint8Array.of(0xc3, 0x28), zero, u64(1), u16(0)), 'log.bad_body'],
    ['a start at the end of 64 bits', headOf(most, most), 'log.bad_body'],
    ['an end past the safe integers', headOf(zero, Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0)), 'log.bad_body'],
    ['a start after its end', headOf(u64(2), u64(1)), 'log.bad_body'],
    ['no entries in the log', headOf(zero, zero), 'log.bad_body'],
    ['a ticket of 4,097 bytes', concat(u16(1), utf8('a'), zero, u64(1), u16(4_097), new Uint8Array(4_097)), 'log.body_too_large'],
    ['a ticket that lies about its length', concat(u16(1), utf8('a'), zero, u64(1), u16(4_096), new Uint8Array(4_095)), 'log.bad_body'],
    ['a leaf of no bytes', concat(headOf(zero, u64(1)), aLeaf(0), Uint8Array.of(0)), 'log.bad_body'],
    ['a leaf of 16,385 bytes', concat(headOf(zero, u64(1)), aLeaf(16_385), Uint8Array.of(0)), 'log.entry_too_large'],
    ['a leaf that lies about its length', concat(headOf(zero, u64(1)), u16(0xffff)), 'log.entry_too_large'],
    ['64 hashes', concat(headOf(zero, u64(1)), aLeaf(1), Uint8Array.of(64), new Uint8Array(64 * 32)), 'log.bad_body'],
    ['fewer hashes than it says', concat(headOf(zero, u64(1)), aLeaf(1), Uint8Array.of(2), new Uint8Array(63)), 'log.bad_body'],
  ])('with %s is refused', async (_, bytes, code) => {
    expect((await read(bytes)).code).toBe(code);
  });

  test('may hold the largest leaf, origin and ticket, and 32 packages', async () => {
    const large = { origin: 'a'.repeat(255), start: 0, end: 1, ticket: new Uint8Array(4_096).fill(1) };
    const one: EntryPackage = {
      start: 0,
      leaves: [new Uint8Array(16_384).fill(97)],
      proof: Array.from({ length: 63 }, () => 'ab'.repeat(32)),
    };
    expect(await read(bodyOf(large, [one]))).toEqual({ header: large, packages: [one], code: null });

    const long: UploadHeader = { ...header, start: 255, end: 2 ** 40 };
    const many = Array.from({ length: 33 }, (_, i): EntryPackage => {
      const start = Math.max(255, i * 256);
      return { start, leaves: Array.from({ length: (i + 1) * 256 - start }, () => Uint8Array.of(97)), proof: [] };
    });
    expect((await read(bodyOf(long, many.slice(0, 32)))).packages).toHaveLength(32);
    const seen = await read(concat(bodyOf(long, many.slice(0, 32)), Uint8Array.of(0)));
    expect([seen.packages.length, seen.code]).toEqual([32, 'log.body_too_large']);
    expect(await refusalOf(() => bodyOf(long, many))).toBe('log.body_too_large');
  });

  test('is read no further than the package that is asked for, and not past a fault', async () => {
    const pieces = new Pieces(body, 64);
    const upload = await readAddEntries(pieces);
    expect(pieces.asked).toBeLessThan(4);
    await upload.packages.next();
    const [first, second] = [...writeAddEntries(header, packages)];
    expect(pieces.asked).toBe(Math.ceil(((first?.length ?? 0) + (second?.length ?? 0)) / 64));

    const named = new Pieces(concat(u16(256), new Uint8Array(1_000)), 64);
    expect(await refusalOf(() => readAddEntries(named))).toBe('log.bad_body');
    expect(named.asked).toBe(1);

    const faulty = new Pieces(concat(headOf(zero, u64(700)), u16(16_385), new Uint8Array(1_000_000)), 64);
    expect(await refusalOf(async () => (await readAddEntries(faulty)).packages.next())).toBe('log.entry_too_large');
    expect(faulty.asked).toBe(Math.ceil((headOf(zero, zero).length + 2) / 64));
  });

  test('never makes its reader take in more than one package, however much a hostile one sends', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array, undefined> {
      yield headOf(zero, u64(2 ** 52));
      for (;;) {
        for (let i = 0; i < 256; i++) yield counted(aLeaf(16_384));
        yield counted(concat(Uint8Array.of(63), new Uint8Array(63 * 32)));
      }
    }
    function counted(bytes: Uint8Array): Uint8Array {
      sent += bytes.length;
      return bytes;
    }
    const { packages: read } = await readAddEntries(endless());
    for (let count = 1; count <= 32; count++) {
      await read.next();
      expect(sent).toBeLessThan(count * 4_300_000);
    }
    expect(await refusalOf(() => read.next())).toBe('log.body_too_large');
    expect(sent).toBeLessThan(33 * 4_300_000);
  });

  test('lets what breaks the connection pass through as it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, undefined> {
      yield body.slice(0, 100);
      throw new Error('the connection was cut');
    }
    const upload = await readAddEntries(broken());
    await expect(upload.packages.next()).rejects.toThrow('the connection was cut');
  });

  test('is not written when it could not be read', async () => {
    const [one] = packages as [EntryPackage];
    const written = (change: Partial<UploadHeader>, sent: readonly EntryPackage[]) =>
      refusalOf(() => bodyOf({ ...header, ...change }, sent));
    for (const change of [{ origin: '' }, { origin: 'a b' }, { origin: 'a+b' }, { origin: '\ud800' }, { origin: 'é'.repeat(128) }]) {
      expect(await written(change, [])).toBe('log.bad_body');
    }
    for (const change of [{ start: -1 }, { start: 0.5 }, { start: 701 }, { start: 0, end: 0 }, { end: 2 ** 53 }]) {
      expect(await written(change, [])).toBe('log.bad_body');
    }
    expect(await written({ ticket: new Uint8Array(4_097) }, [])).toBe('log.body_too_large');
    expect(await written({}, packages.slice(1))).toBe('log.bad_body');
    expect(await written({}, [...packages, one])).toBe('log.bad_body');
    expect(await written({}, [{ ...one, leaves: one.leaves.slice(1) }])).toBe('log.bad_body');
    expect(await written({}, [{ ...one, leaves: one.leaves.with(0, new Uint8Array()) }])).toBe('log.bad_body');
    expect(await written({}, [{ ...one, leaves: one.leaves.with(0, new Uint8Array(16_385)) }])).toBe('log.entry_too_large');
    expect(await written({}, [{ ...one, proof: Array.from({ length: 64 }, () => 'ab'.repeat(32)) }])).toBe('log.bad_body');
    expect(await written({}, [{ ...one, proof: ['abab'] }])).toBe('log.bad_body');
  });

  test('of a real log weighs what its entries do, and a few hashes', () => {
    const { leaves: own, leafHashes } = sampleLog();
    const bytes = bodyOf({ ...header, start: 0, end: own.length }, entryPackages(chunkTree(leafHashes, hasher), 0, own));
    const entries = own.reduce((sum, leaf) => sum + leaf.length + 2, 0);
    expect(bytes.length).toBe(2 + origin.length + 18 + 6 + entries + 1);
  });
});
