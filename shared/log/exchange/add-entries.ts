/** The body of an upload (C2SP tlog-mirror, `add-entries`), written. FORMAT.md §9; `add-entries-reader.ts` reads it. */
import { AppError } from '../../base/app-error.ts';
import { u16, u64 } from '../../base/big-endian.ts';
import { type Bytes, concat, fromHex, utf8 } from '../../base/bytes.ts';
import { MAX_LEAF_BYTES } from '../leaf/entry.ts';
import { MAX_PROOF_HASHES } from '../note/body-line.ts';
import { isKeyName } from '../note/vkey.ts';
import { MAX_TICKET_BYTES } from './collector-answer.ts';
import { type EntryPackage, packageRanges } from './entry-package.ts';

/** What an upload says of itself before its packages. */
export interface UploadHeader {
  /** 1 to 255 bytes of UTF-8, and a key name. */
  readonly origin: string;
  /** The first entry that is sent. */
  readonly start: number;
  /** The size of a signed head that the collector has been given: at least 1, not before `start`. */
  readonly end: number;
  /** As the collector gave it; empty where it gave none. */
  readonly ticket: Bytes;
}

/** The most packages in one body; what is left of the upload goes in the next. */
export const MAX_PACKAGES = 32;
/** A longer origin is refused. */
export const MAX_ORIGIN_BYTES = 255;

/**
 * The body in pieces, one for the header and one for each package. `packages` are the first of those of
 * [start, end) (`packageRanges`): all of them, or 32 at most. Throws `log.bad_body` for a header or packages that are not
 * these, `log.entry_too_large` for a leaf and `log.body_too_large` for a ticket or a count past its limit.
 */
export function* writeAddEntries(header: UploadHeader, packages: Iterable<EntryPackage>): Generator<Bytes, undefined> {
  yield headerBytes(header);
  const ranges = packageRanges(header);
  let count = 0;
  for (const one of packages) {
    const { value: range } = ranges.next();
    if (range?.start !== one.start || range.end !== one.start + one.leaves.length) throw bad('not a package of this upload');
    if (++count > MAX_PACKAGES) throw new AppError('log.body_too_large', 'add-entries: more than 32 packages');
    yield packageBytes(one);
  }
  return undefined;
}

/** Throws as `writeAddEntries` does, unless `header` is one that a body may have. */
export function requireUploadHeader({ origin, start, end, ticket }: UploadHeader): void {
  if (!isKeyName(origin) || utf8(origin).length > MAX_ORIGIN_BYTES) throw bad('not an origin');
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < 1 || start > end)
    throw bad('not a range of entries');
  if (ticket.length > MAX_TICKET_BYTES) throw new AppError('log.body_too_large', 'add-entries: the ticket is too long');
}

function headerBytes(header: UploadHeader): Bytes {
  requireUploadHeader(header);
  const origin = utf8(header.origin);
  return concat(u16(origin.length), origin, u64(header.start), u64(header.end), u16(header.ticket.length), header.ticket);
}

function packageBytes({ leaves, proof }: EntryPackage): Bytes {
  if (proof.length > MAX_PROOF_HASHES) throw bad('more hashes than any proof has');
  const entries = leaves.flatMap((leaf) => {
    requireLeafLength(leaf.length);
    return [u16(leaf.length), leaf];
  });
  return concat(...entries, Uint8Array.of(proof.length), ...proof.map(hashBytes));
}

function hashBytes(hash: string): Bytes {
  const bytes = fromHex(hash);
  if (bytes.length !== 32) throw bad('not a hash');
  return bytes;
}

/** Throws `log.bad_body` for a leaf of nothing and `log.entry_too_large` for one past 16,384 bytes. */
export function requireLeafLength(length: number): void {
  if (length === 0) throw bad('a leaf of no bytes');
  if (length > MAX_LEAF_BYTES) throw new AppError('log.entry_too_large', `add-entries: a leaf of ${length} bytes`);
}

function bad(why: string): AppError {
  return new AppError('log.bad_body', `add-entries: ${why}`);
}
