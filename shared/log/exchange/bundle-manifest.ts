/** What a bundle says of itself, signed by the log's key. FORMAT.md §16; `sync-bundle.ts` has the files. */
import { z } from 'zod';
import { AppError, isAppError } from '../../base/app-error.ts';
import { type Bytes, fromUtf8, utf8 } from '../../base/bytes.ts';
import { jcs, parseJcs } from '../leaf/jcs.ts';
import type { Signer, VerifyEd25519 } from '../note/checkpoint.ts';
import { isLineOf, parseNote, signatureLine } from '../note/note.ts';
import { type NoteKey, vkeyText } from '../note/vkey.ts';
import { MAX_ADD_CHECKPOINT_BYTES } from './add-checkpoint.ts';
import { MAX_PACKAGES } from './add-entries.ts';
import { PACKAGE_ENTRIES } from './entry-package.ts';

/** What is handed in, and `hashes`: for naming an entry that was changed. */
export type BodyKind = 'add-checkpoint' | 'hashes' | 'add-entries' | 'disclosures';

/** A file of a bundle, as the manifest names it. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The signed list of what a bundle holds. */
export interface BundleManifest {
  /** The vkey of the heads of the collector that the bundle is for. */
  readonly collector: string;
  readonly origin: string;
  /** The first entry, and the size of the head. Equal where the collector has every entry, and only the receipt is wanted. */
  readonly from: number;
  readonly to: number;
  /** The bodies in the order in which they are handed in. */
  readonly files: readonly BundleFile[];
}

/** Who reads a bundle: the collector. */
export interface BundleReader {
  /** Its own key of heads. */
  readonly collector: NoteKey;
  /** The key of the log of this origin; null for one that is not enrolled here. */
  keyOf(origin: string): Promise<NoteKey | null>;
  readonly verify: VerifyEd25519;
}

/** A longer manifest is refused. */
export const MAX_MANIFEST_BYTES = 65_536;
/** The most files in one bundle: room for 1,600,000 entries with their hashes, for 3,200,000 without. */
export const MAX_BODIES = 400;
/** Length of a SHA-256 hash. */
export const HASH_BYTES = 32;
/** The most bytes in a body of each kind. A body of entries ends early enough; a package by itself always fits. */
export const MAX_BODY_BYTES: Readonly<Record<BodyKind, number>> = {
  'add-checkpoint': MAX_ADD_CHECKPOINT_BYTES,
  hashes: MAX_PACKAGES * PACKAGE_ENTRIES * HASH_BYTES,
  'add-entries': 8 * 2 ** 20,
  disclosures: 4 * 2 ** 20,
};

const FIRST_LINE = 'halligan-bundle/v1';
const SIGNATURE_BYTES = 64;

const form = z.strictObject({
  v: z.literal(1),
  collector: z.string().max(400),
  origin: z.string().max(255),
  from: z.int().min(0),
  to: z.int().min(1),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
const newer = z.looseObject({ v: z.int().min(2) });

/** The name of the file of this kind and number, from 1 on. There is one `add-checkpoint`. */
export function bodyName(kind: BodyKind, number: number): string {
  if (kind === 'add-checkpoint') return kind;
  return `${kind}-${String(number).padStart(4, '0')}${kind === 'disclosures' ? '.ndjson' : ''}`;
}

/** The kind of body behind a file name that `bodyName` made; `add-checkpoint` for any other name. */
export function bodyKind(name: string): BodyKind {
  if (name.startsWith('add-entries-')) return 'add-entries';
  if (name.startsWith('hashes-')) return 'hashes';
  return name.startsWith('disclosures-') ? 'disclosures' : 'add-checkpoint';
}

/** The note. Throws `log.bad_bundle` and `log.body_too_large` for what no reader would take. */
export function writeManifest(manifest: BundleManifest, signer: Signer): Bytes {
  if (manifest.origin !== signer.key.name) throw bad('this key signs for another log');
  const body = `${FIRST_LINE}\n${jcs({ v: 1, ...manifest, files: manifest.files.map((file) => ({ ...file })) })}\n`;
  const bytes = utf8(`${body}\n${signatureLine(signer.key, signer.sign(utf8(body)))}`);
  if (bytes.length > MAX_MANIFEST_BYTES) throw new AppError('log.body_too_large', 'bundle: the manifest is too long');
  parseBody(body);
  return bytes;
}

/**
 * The manifest, when the key of its log signed it and it is for this collector. Throws `log.bad_bundle` when it is
 * malformed, `collector.unknown_log`, `collector.bad_signature`, `collector.other_collector`, `log.body_too_large` for a body
 * past its limit or too many of them, and `format.unknown_version` for a newer one.
 */
export async function openManifest(bytes: Uint8Array, reader: BundleReader): Promise<BundleManifest> {
  if (bytes.length > MAX_MANIFEST_BYTES) throw new AppError('log.body_too_large', 'bundle: the manifest is too long');
  const { body, signatures } = malformedIs('the manifest is no signed note', () => parseNote(fromUtf8(bytes)));
  const [line, ...more] = signatures;
  if (line === undefined || more.length > 0) throw bad('the manifest has more than one signature');
  const key = await reader.keyOf(line.name);
  if (key === null) throw new AppError('collector.unknown_log', 'bundle: of a log that is not known here');
  const holds = isLineOf(key, line) && line.signature.length === SIGNATURE_BYTES;
  if (!holds || !reader.verify(key.publicKey, utf8(body), line.signature))
    throw new AppError('collector.bad_signature', 'bundle: not signed by its log');
  const manifest = parseBody(body);
  if (manifest.origin !== key.name) throw bad('names another log than the one that signed it');
  if (manifest.collector !== vkeyText(reader.collector)) throw new AppError('collector.other_collector', 'bundle: for another collector');
  return manifest;
}

function parseBody(body: string): BundleManifest {
  const [first, text, last, ...more] = body.split('\n');
  if (first !== FIRST_LINE || text === undefined || last !== '' || more.length > 0) throw bad('not a manifest');
  const value = malformedIs('the manifest is not canonical', () => parseJcs(utf8(text)));
  const parsed = form.safeParse(value);
  if (!parsed.success) {
    if (newer.safeParse(value).success) throw new AppError('format.unknown_version', 'a bundle of a newer version');
    throw new AppError('log.bad_bundle', 'bundle: wrong fields', { cause: parsed.error });
  }
  const { v: _, ...manifest } = parsed.data;
  if (manifest.from > manifest.to) throw bad('ends before it begins');
  requireBodies(manifest.files);
  return manifest;
}

function requireBodies(files: readonly BundleFile[]): void {
  if (files.length > MAX_BODIES) throw new AppError('log.body_too_large', 'bundle: too many bodies');
  if (!inOrder(files.map(({ name }) => name))) throw bad('other bodies than a bundle has, or in another order');
  for (const { name, bytes } of files) {
    if (bytes > MAX_BODY_BYTES[bodyKind(name)]) throw new AppError('log.body_too_large', `bundle: ${name} is too long`);
    if (bodyKind(name) === 'hashes' && bytes % HASH_BYTES !== 0) throw bad(`${name} has half a hash`);
  }
}

/** The head; the entries in bodies with numbers, each with its hashes before it or without; the words in bodies with numbers. */
function inOrder(names: readonly string[]): boolean {
  const left = [...names];
  const next = (kind: BodyKind, number: number) => (left[0] === bodyName(kind, number) ? left.shift() !== undefined : false);
  if (!next('add-checkpoint', 1)) return false;
  let [entries, words] = [0, 0];
  for (;;) {
    const hashes = next('hashes', entries + 1);
    if (next('add-entries', entries + 1)) entries += 1;
    else if (hashes) return false;
    else break;
  }
  while (next('disclosures', words + 1)) words += 1;
  return entries > 0 && left.length === 0;
}

function malformedIs<T>(why: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    throw new AppError('log.bad_bundle', `bundle: ${why}`, { cause });
  }
}

function bad(why: string): AppError {
  return new AppError('log.bad_bundle', `bundle: ${why}`);
}
