/** What a station would send to a collector, in one file that is carried there by hand. FORMAT.md §16. */
import { AppError, isAppError } from '../../base/app-error.ts';
import { type Bytes, concat, equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { Signer } from '../note/checkpoint.ts';
import { type Sha256, treeHasher } from '../tree/tree-hash.ts';
import { parseAddCheckpoint } from './add-checkpoint.ts';
import { readAddEntries } from './add-entries-reader.ts';
import {
  type BodyKind,
  type BundleFile,
  type BundleManifest,
  type BundleReader,
  bodyKind,
  bodyName,
  MAX_BODIES,
  MAX_MANIFEST_BYTES,
  openManifest,
  writeManifest,
} from './bundle-manifest.ts';
import { ByteSource, pieceOf } from './byte-source.ts';
import { TAR_BLOCK, TAR_END, tarHeader, tarPadding, tarSize } from './tar.ts';

/** The bytes of one body. Called twice for one bundle, and gives the same bytes both times. */
export type ReadBody = () => Promise<Bytes>;

/** What a bundle is made from. Each body is read when it is written. */
export interface BundleContents extends Pick<BundleManifest, 'collector' | 'from' | 'to'> {
  readonly addCheckpoint: ReadBody;
  /** At least one; in the order of their entries. */
  readonly addEntries: readonly ReadBody[];
  readonly disclosures: readonly ReadBody[];
}

/** One body, as it would have been sent. */
export interface BundleBody {
  readonly kind: Exclude<BodyKind, 'hashes'>;
  /** Until the next body is asked for: that one comes in the same memory. */
  readonly bytes: Bytes;
}

/** A bundle whose manifest holds. */
export interface SyncBundle {
  readonly manifest: BundleManifest;
  /** One after another, each when it has arrived whole and is the one that was signed. To be gone through once. */
  readonly bodies: AsyncGenerator<BundleBody, undefined>;
}

const MANIFEST = 'MANIFEST';

/**
 * The archive in pieces, one body at a time; compressing it is the caller's. Throws `log.bad_bundle` and
 * `log.body_too_large` for what `readBundle` would refuse of the manifest, and `log.bad_bundle` when a body is not the same
 * when it is read again. What the bodies say is not judged.
 */
export async function* writeBundle(contents: BundleContents, signer: Signer, sha256: Sha256): AsyncGenerator<Bytes, undefined> {
  const { collector, from, to } = contents;
  const files: BundleFile[] = [];
  for await (const [name, bytes] of filesOf(contents, sha256)) files.push({ name, bytes: bytes.length, sha256: toHex(sha256(bytes)) });
  yield* writeFile(MANIFEST, writeManifest({ collector, origin: signer.key.name, from, to, files }, signer));
  let written = 0;
  for await (const [name, bytes] of filesOf(contents, sha256)) {
    if (toHex(sha256(bytes)) !== files[written++]?.sha256) throw bad('a body changed while it was written');
    yield* writeFile(name, bytes);
  }
  yield TAR_END;
  return undefined;
}

/** Every file after the manifest; the hashes of entries where there is room for them. */
async function* filesOf(contents: BundleContents, sha256: Sha256): AsyncGenerator<readonly [name: string, bytes: Bytes], undefined> {
  const { addCheckpoint, addEntries, disclosures } = contents;
  const hashed = 1 + 2 * addEntries.length + disclosures.length <= MAX_BODIES;
  yield [bodyName('add-checkpoint', 1), await addCheckpoint()];
  for (const [i, read] of addEntries.entries()) {
    const body = await read();
    const hashes = hashed ? await leafHashesOf(body, sha256) : new Uint8Array();
    if (hashes.length > 0) yield [bodyName('hashes', i + 1), hashes];
    yield [bodyName('add-entries', i + 1), body];
  }
  for (const [i, read] of disclosures.entries()) yield [bodyName('disclosures', i + 1), await read()];
  return undefined;
}

/** The hash of each leaf in the body, one after another; none of a body that is none. */
async function leafHashesOf(body: Bytes, sha256: Sha256): Promise<Bytes> {
  const hasher = treeHasher(sha256);
  const hashes: Bytes[] = [];
  try {
    const { packages } = await readAddEntries(pieceOf(body));
    for await (const { leaves } of packages) hashes.push(...leaves.map((leaf) => fromHex(hasher.leaf(leaf))));
  } catch (error) {
    if (!isAppError(error)) throw error;
    return new Uint8Array();
  }
  return concat(...hashes);
}

function* writeFile(name: string, bytes: Bytes): Generator<Bytes, undefined> {
  yield tarHeader(name, bytes.length);
  yield bytes;
  yield tarPadding(bytes.length);
  return undefined;
}

/**
 * Reads an archive from pieces of any size. Resolves when the manifest has arrived and holds; throws as `openManifest` does.
 * `bodies` then reads on as it is asked and holds one body at a time (8 MiB at most). Both throw `log.bad_bundle` for
 * anything that is not exactly what the manifest lists: changed, missing, in another order, added, cut, of another log or
 * range; and what `parseAddCheckpoint` and `readAddEntries` throw of a body that they cannot read. A body that was given before
 * the fault is one that the log's key signed. Whether it holds is for those to say who take it from the network too. Never
 * closes `archive`.
 */
export async function readBundle(archive: AsyncIterable<Uint8Array>, reader: BundleReader, sha256: Sha256): Promise<SyncBundle> {
  const source = new ByteSource(archive, () => bad('ends too early'));
  const header = await source.take(TAR_BLOCK);
  const size = tarSize(header);
  if (size === null || !equalBytes(header, tarHeader(MANIFEST, size))) throw bad('does not begin with its manifest');
  if (size > MAX_MANIFEST_BYTES) throw new AppError('log.body_too_large', 'bundle: the manifest is too long');
  const manifest = await openManifest(await readContent(source, new Uint8Array(size)), reader);
  return { manifest, bodies: readBodies(source, manifest, sha256) };
}

async function* readBodies(source: ByteSource, manifest: BundleManifest, sha256: Sha256): AsyncGenerator<BundleBody, undefined> {
  let last = -1;
  const room = new Uint8Array(Math.max(...manifest.files.map(({ bytes }) => bytes)));
  for (const { name, bytes: size, sha256: hash } of manifest.files) {
    if (!equalBytes(await source.take(TAR_BLOCK), tarHeader(name, size))) throw bad(`${name} is missing, or other than was signed`);
    const bytes = await readContent(source, room.subarray(0, size));
    if (toHex(sha256(bytes)) !== hash) throw bad(`${name} was changed`);
    const kind = bodyKind(name);
    if (kind === 'hashes') continue;
    if (kind === 'add-checkpoint') requireHead(bytes, manifest);
    if (kind === 'add-entries') last = await requireRange(bytes, manifest, last);
    yield { kind, bytes };
  }
  if (!equalBytes(await source.take(TAR_END.length), TAR_END) || !(await source.ended())) throw bad('goes on after the last body');
  return undefined;
}

/** Fills `content` with the next file's, and gives it back. */
async function readContent(source: ByteSource, content: Bytes): Promise<Bytes> {
  await source.fill(content);
  const padding = tarPadding(content.length);
  if (!equalBytes(await source.take(padding.length), padding)) throw bad('something lies between two files');
  return content;
}

function requireHead(bytes: Bytes, { origin, to }: BundleManifest): void {
  const { claimed } = parseAddCheckpoint(bytes);
  if (claimed.origin !== origin || claimed.size !== to) throw bad('the head is another than the manifest says');
}

/** Where the body starts: at `from` the first one (`last` is −1 then), each other one after the one before. */
async function requireRange(bytes: Bytes, { origin, from, to }: BundleManifest, last: number): Promise<number> {
  const { header } = await readAddEntries(pieceOf(bytes));
  const follows = last === -1 ? header.start === from : header.start > last;
  if (header.origin !== origin || header.end !== to || !follows) throw bad('the entries are others than the manifest says');
  return header.start;
}

function bad(why: string): AppError {
  return new AppError('log.bad_bundle', `bundle: ${why}`);
}
