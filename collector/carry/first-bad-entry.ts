/** Where a bundle that was refused ceases to be what its log signed: told to people after the refusal. No decision depends on it. */
import { nodeTreeHasher, sha256 } from '../../core/hash/node-hash.ts';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { parseAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import { readAddEntries } from '../../shared/log/exchange/add-entries-reader.ts';
import { type BundleFile, type BundleManifest, bodyKind, HASH_BYTES } from '../../shared/log/exchange/bundle-manifest.ts';
import { ByteSource } from '../../shared/log/exchange/byte-source.ts';
import { type EntryPackage, PACKAGE_ENTRIES, packageRanges, provesPackage } from '../../shared/log/exchange/entry-package.ts';
import { TAR_BLOCK, tarPadding, tarSize } from '../../shared/log/exchange/tar.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import { parseVkey } from '../../shared/log/note/vkey.ts';
import type { Collector } from '../ground/collector.ts';
import { signedHead } from '../ingest/add-checkpoint.ts';
import { hashesOf } from '../store/bundles.ts';
import { logOf, type StationLogRow } from '../store/log-row.ts';

/** The first bad entry is one of [entry, last]: exactly one where its log signed the hashes of its entries, else of one package. */
export interface BadEntries {
  readonly entry: number;
  readonly last: number;
}

/**
 * Reads the archive as its signed manifest describes it, up to the first entry that is not what the log signed. Null when there
 * is no such entry, or when it cannot be located.
 */
export async function firstBadEntry(
  collector: Collector,
  manifest: BundleManifest,
  pieces: AsyncIterable<Uint8Array>,
): Promise<BadEntries | null> {
  const row = await logOf(collector.db, manifest.origin);
  if (row === null) return null;
  const walk = new Walk(collector, row, manifest, new ByteSource(pieces, cutShort));
  try {
    await walk.toTheFirstBad();
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  return walk.bad();
}

function cutShort(): AppError {
  return new AppError('log.bad_bundle', 'bundle: ends too early');
}

class Walk {
  readonly #collector: Collector;
  readonly #row: StationLogRow;
  readonly #manifest: BundleManifest;
  readonly #source: ByteSource;
  #head: Head | null = null;
  /** Of the body that comes next, or is being gone through; null where they are not there, or were changed themselves. */
  #hashes: readonly string[] | null = null;
  /** Every entry before it is good. */
  #at: number;

  constructor(collector: Collector, row: StationLogRow, manifest: BundleManifest, source: ByteSource) {
    [this.#collector, this.#row, this.#manifest, this.#source] = [collector, row, manifest, source];
    this.#at = manifest.from;
  }

  bad(): BadEntries | null {
    const { to } = this.#manifest;
    const entry = this.#at;
    if (entry >= to || (this.#head === null && this.#hashes === null)) return null;
    return { entry, last: this.#hashes !== null ? entry : Math.min(to, entry - (entry % PACKAGE_ENTRIES) + PACKAGE_ENTRIES) - 1 };
  }

  /** Ends there, or throws what the source throws. */
  async toTheFirstBad(): Promise<void> {
    const size = tarSize(await this.#source.take(TAR_BLOCK)) ?? 0; // of the manifest, which has been read before
    await this.#source.take(size + tarPadding(size).length);
    for (const file of this.#manifest.files) {
      await this.#source.take(TAR_BLOCK);
      const kind = bodyKind(file.name);
      if (kind === 'disclosures') return;
      if (kind === 'add-entries') {
        if (!(await (this.#hashes === null ? this.#proven(file) : this.#hashed(file, this.#hashes)))) return;
        this.#hashes = null;
      } else {
        const bytes = await this.#source.take(file.bytes);
        if (kind === 'hashes') this.#hashes = toHex(sha256(bytes)) === file.sha256 ? toHex(bytes).match(/.{64}/g) : null;
        else this.#head = headIn(bytes, this.#row);
      }
      await this.#source.take(tarPadding(file.bytes).length);
    }
  }

  /** Goes on by the hash of each entry. False at the first that has another. */
  async #hashed({ bytes }: BundleFile, hashes: readonly string[]): Promise<boolean> {
    const source = new ByteSource(this.#content(bytes), cutShort);
    await source.take((await source.u16()) + 16);
    await source.take(await source.u16());
    const left = [...hashes];
    for (const { start, end } of packageRanges({ start: this.#at, end: this.#at + hashes.length })) {
      for (let at = start; at < end; at++) {
        if (nodeTreeHasher.leaf(await source.take(await source.u16())) !== left.shift()) return false;
        this.#at += 1;
      }
      const [proof = 0] = await source.take(1);
      await source.take(proof * HASH_BYTES);
    }
    while (!(await source.ended())) await source.some(bytes);
    return true;
  }

  /** Goes on package by package. False at the first that the head does not prove. */
  async #proven({ bytes }: BundleFile): Promise<boolean> {
    const { header, packages } = await readAddEntries(this.#content(bytes));
    if (header.start !== this.#at || this.#head === null) return false;
    for await (const one of packages) {
      if (!(await this.#proves(one, this.#head))) return false;
      this.#at += one.leaves.length;
    }
    return true;
  }

  async #proves({ start, leaves, proof }: EntryPackage, head: Head): Promise<boolean> {
    const chunk = start - (start % PACKAGE_ENTRIES);
    const held = start === chunk ? [] : await hashesOf(this.#collector.db, this.#row.n, chunk, start);
    return provesPackage({ start, held, leafHashes: leaves.map((leaf) => nodeTreeHasher.leaf(leaf)), proof, head }, nodeTreeHasher);
  }

  /** The next bytes of the archive, as they come. */
  async *#content(bytes: number): AsyncGenerator<Uint8Array, undefined> {
    for (let left = bytes; left > 0; ) {
      const piece = await this.#source.some(left);
      left -= piece.length;
      yield piece;
    }
    return undefined;
  }
}

function headIn(bytes: Uint8Array, { vkey }: StationLogRow): Head | null {
  try {
    return signedHead(parseAddCheckpoint(bytes).checkpoint, parseVkey(vkey, sha256));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
