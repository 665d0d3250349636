/** The entries of stations' logs as they were received: rows are added, and never changed. */

import { u16 } from '../../shared/base/big-endian.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { PACKAGE_ENTRIES } from '../../shared/log/exchange/entry-package.ts';
import type { ReadHandle, Writer } from './database.ts';

/** Entries that follow one another and were stored together, of one chunk. */
export interface Bundle {
  readonly start: number;
  readonly count: number;
  readonly hashes: Uint8Array;
  readonly data: Uint8Array;
}

/** The entries from `start` on, as they are stored: nothing of `leaves` is held. `hashes` in hexadecimal. */
export function bundleOf(start: number, leaves: readonly Uint8Array[], hashes: readonly string[]): Bundle {
  return { start, count: leaves.length, hashes: Buffer.from(hashes.join(''), 'hex'), data: packed(leaves) };
}

/** Stores entries of a log. They must follow what is stored of it. */
export async function addBundles(tx: Writer, log: number, bundles: readonly Bundle[]): Promise<void> {
  const rows = bundles.map(({ start, count, hashes, data }) => [log, start, count, hashes, data]);
  await tx.insert('bundle', ['log', 'start', 'count', 'hashes', 'data'], rows);
}

/** Each behind its length in two bytes: as they are stored, and as tiles have them. */
export function packed(leaves: readonly Uint8Array[]): Buffer {
  return Buffer.concat(leaves.flatMap((leaf) => [u16(leaf.length), leaf]));
}

/** The leaf hashes of [from, to), where `from` begins a bundle and all are here. */
export async function hashesOf(db: ReadHandle, log: number, from: number, to: number): Promise<string[]> {
  const rows = await db.all<Bundle>(
    'SELECT start, count, hashes FROM bundle WHERE log = ? AND start >= ? AND start < ? ORDER BY start',
    log,
    from,
    to,
  );
  const all = rows.flatMap(({ hashes }) => toHex(hashes).match(/.{64}/g) ?? []);
  return all.slice(0, to - from);
}

/** The leaf of entry `seq`, or null when it is not stored. */
export async function leafOf(db: ReadHandle, log: number, seq: number): Promise<Uint8Array | null> {
  const row = await db.one<Bundle>(
    'SELECT start, count, data FROM bundle WHERE log = ? AND start <= ? ORDER BY start DESC LIMIT 1',
    log,
    seq,
  );
  return row === null || row.start + row.count <= seq ? null : (unpacked(row.data)[seq - row.start] ?? null);
}

/** The leaves from `from` to the end of its bundle; empty when `from` is not stored. */
export async function leavesFrom(db: ReadHandle, log: number, from: number): Promise<Uint8Array[]> {
  const row = await db.one<Bundle>(
    'SELECT start, count, data FROM bundle WHERE log = ? AND start <= ? ORDER BY start DESC LIMIT 1',
    log,
    from,
  );
  return row === null ? [] : unpacked(row.data).slice(from - row.start);
}

/** The leaves [from, to), as they are stored. `from` may be anywhere in a chunk. Fewer when not all of them are stored. */
export async function leavesBetween(db: ReadHandle, log: number, from: number, to: number): Promise<Uint8Array[]> {
  const chunk = from - (from % PACKAGE_ENTRIES);
  const rows = await db.all<Bundle>(
    'SELECT start, data FROM bundle WHERE log = ? AND start >= ? AND start < ? ORDER BY start',
    log,
    chunk,
    to,
  );
  const leaves = rows.flatMap(({ data }) => unpacked(data));
  const first = rows[0]?.start ?? from;
  return leaves.slice(from - first, to - first);
}

function unpacked(data: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt16BE(at);
    leaves.push(new Uint8Array(bytes.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return leaves;
}
