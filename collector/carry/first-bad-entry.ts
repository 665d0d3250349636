/** Where a bundle that was refused ceases to be what its log signed: told to people after the refusal. No decision depends on it. */
import { nodeTreeHasher, sha256 } from '../../core/hash/node-hash.ts';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { Bytes } from '../../shared/base/bytes.ts';
import { parseAddCheckpoint } from '../../shared/log/add-checkpoint.ts';
import { readAddEntries } from '../../shared/log/add-entries-reader.ts';
import { type BundleManifest, bodyKind } from '../../shared/log/bundle-manifest.ts';
import { ByteSource } from '../../shared/log/byte-source.ts';
import type { Head } from '../../shared/log/checkpoint.ts';
import { type EntryPackage, PACKAGE_ENTRIES, provesPackage } from '../../shared/log/entry-package.ts';
import { TAR_BLOCK, tarPadding, tarSize } from '../../shared/log/tar.ts';
import { parseVkey } from '../../shared/log/vkey.ts';
import type { Collector } from '../collector.ts';
import { signedHead } from '../ingest/add-checkpoint.ts';
import { judgeLeaf } from '../ingest/judge-leaf.ts';
import { hashesOf } from '../store/bundles.ts';
import { type LogRow, logOf } from '../store/log-row.ts';

const PIECE_BYTES = 4_096;

/** The first bad entry is one of [entry, last], which are of one package. Each before them is proven. */
export interface BadEntries {
  readonly entry: number;
  readonly last: number;
}

/**
 * Goes through the archive as its signed manifest says that it is, and proves the entries package by package under its head.
 * Null where each of them is proven, or the head cannot be read and nothing of them can be said.
 */
export async function firstBadEntry(
  collector: Collector,
  { origin, from, to, files }: BundleManifest,
  pieces: AsyncIterable<Uint8Array>,
): Promise<BadEntries | null> {
  const source = new ByteSource(pieces, () => new AppError('log.bad_bundle', 'bundle: ends too early'));
  const row = await logOf(collector.db, origin);
  if (row === null) return null;
  let head: Head | null = null;
  let at = from;
  try {
    const size = tarSize(await source.take(TAR_BLOCK)) ?? 0; // of the manifest, which has been read before
    await source.take(size + tarPadding(size).length);
    for (const { name, bytes } of files) {
      const kind = bodyKind(name);
      await source.take(TAR_BLOCK);
      if (kind === 'add-checkpoint') {
        head = signedHead(parseAddCheckpoint(await source.take(bytes)).checkpoint, parseVkey(row.vkey, sha256));
      } else if (kind === 'add-entries' && head !== null) {
        const { header, packages } = await readAddEntries(piecesOf(source, bytes));
        if (header.start !== at) break;
        for await (const one of packages) {
          if (!(await proven(collector, row, head, one))) return { entry: at, last: lastThatMayBe(one, origin) };
          at += one.leaves.length;
        }
      }
      await source.take(tarPadding(bytes).length);
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  if (head === null || at === to) return null;
  return { entry: at, last: Math.min(to, at - (at % PACKAGE_ENTRIES) + PACKAGE_ENTRIES) - 1 };
}

async function* piecesOf(source: ByteSource, bytes: number): AsyncGenerator<Bytes, undefined> {
  for (let left = bytes; left > 0; left -= Math.min(left, PIECE_BYTES)) yield await source.take(Math.min(left, PIECE_BYTES));
  return undefined;
}

async function proven({ db }: Collector, { n }: LogRow, head: Head, { start, leaves, proof }: EntryPackage): Promise<boolean> {
  const held = start % PACKAGE_ENTRIES === 0 ? [] : await hashesOf(db, n, start - (start % PACKAGE_ENTRIES), start);
  return provesPackage({ start, held, leafHashes: leaves.map((leaf) => nodeTreeHasher.leaf(leaf)), proof, head }, nodeTreeHasher);
}

/** An entry that shows by itself that it does not belong is not the first bad one, if another before it is. */
function lastThatMayBe({ start, leaves }: EntryPackage, origin: string): number {
  const shows = leaves.findIndex((leaf, i) => {
    try {
      judgeLeaf(leaf, origin, start + i);
      return false;
    } catch (error) {
      if (isAppError(error)) return true;
      throw error;
    }
  });
  return start + (shows === -1 ? leaves.length - 1 : shows);
}
