/** Ways to harm the bytes of a file, and where in an archive the entries are. */
import { createInflateRaw } from 'node:zlib';
import type { Pick } from '../../harness/base/pick.ts';

export type Harm = (bytes: Uint8Array, pick: Pick) => Uint8Array;

const place = (bytes: Uint8Array, pick: Pick) => pick.below(bytes.length);
const range = (bytes: Uint8Array, pick: Pick): [number, number] => {
  const from = place(bytes, pick);
  return [from, Math.min(bytes.length, from + 1 + pick.below(pick.once(2) ? 8 : 700))];
};

export const HARMS: Readonly<Record<string, Harm>> = {
  'a bit flipped': (bytes, pick) => {
    const at = place(bytes, pick);
    return bytes.with(at, (bytes[at] ?? 0) ^ (1 << pick.below(8)));
  },
  'a byte set': (bytes, pick) => bytes.with(place(bytes, pick), pick.below(256)),
  'a part taken out': (bytes, pick) => Buffer.concat([bytes.subarray(0, place(bytes, pick)), bytes.subarray(place(bytes, pick))]),
  'a part put in': (bytes, pick) => {
    const at = place(bytes, pick);
    return Buffer.concat([bytes.subarray(0, at), pick.bytes(1 + pick.below(600)), bytes.subarray(at)]);
  },
  'a part twice': (bytes, pick) => {
    const [from, to] = range(bytes, pick);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  'a part written over with another': (bytes, pick) => {
    const [from, to] = range(bytes, pick);
    const copy = Uint8Array.from(bytes);
    copy.copyWithin(place(bytes, pick), from, to);
    return copy;
  },
  'a part of zeros': (bytes, pick) => Uint8Array.from(bytes).fill(0, ...range(bytes, pick)),
  'the end cut off': (bytes, pick) => bytes.slice(0, place(bytes, pick)),
  'more at the end': (bytes, pick) => Buffer.concat([bytes, pick.bytes(1 + pick.below(40))]),
};

/** What the gzip gives, as far as it can be read; null for none. */
export async function readable(gzip: Uint8Array): Promise<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 1024 });
  const parts: Uint8Array[] = [];
  inflate.on('data', (part: Uint8Array) => parts.push(part));
  inflate.end(gzip.subarray(10));
  await new Promise((resolve) => inflate.once('close', resolve).once('error', resolve));
  return Buffer.concat(parts);
}

/** Of each leaf, where its length and bytes are in the archive. They are found by their bytes. */
export function placesOf(archive: Uint8Array, leaves: readonly Uint8Array[]): (readonly [from: number, to: number])[] {
  const text = Buffer.from(archive);
  let at = 0;
  return leaves.map((leaf) => {
    const from = text.indexOf(leaf, at);
    if (from === -1) throw new Error('a leaf is not in the archive');
    at = from + leaf.length;
    return [from - 2, at];
  });
}

/** The first byte in which the two differ, or the length of both when they are the same. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}
