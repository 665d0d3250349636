import { AppError } from '../../base/app-error.ts';
import { readU64 } from '../../base/big-endian.ts';
import { type Bytes, fromUtf8, toHex } from '../../base/bytes.ts';
import { MAX_PROOF_HASHES } from '../note/body-line.ts';
import { MAX_ORIGIN_BYTES, MAX_PACKAGES, requireLeafLength, requireUploadHeader, type UploadHeader } from './add-entries.ts';
import { ByteSource } from './byte-source.ts';
import { MAX_TICKET_BYTES } from './collector-answer.ts';
import { type EntryPackage, type PackageRange, packageRanges } from './entry-package.ts';

/** An upload that is being read. */
export interface Upload {
  readonly header: UploadHeader;
  /** One after another, each as soon as it has arrived whole; nothing of it has been proven. To be gone through once. */
  readonly packages: AsyncGenerator<EntryPackage, undefined>;
}

/**
 * Reads a body from pieces of any size (`add-entries.ts` says what it is). Resolves when the header has arrived; `packages`
 * then reads on as it is asked, holds one package at a time, and ends where the body does, if that is between two packages:
 * an upload may stop early, and whether one of none is an answer is the caller's to say.
 *
 * Both throw at the first fault, and read no further: `log.bad_body` (malformed, ends within a package, or goes on after
 * the last), `log.entry_too_large` (a leaf), `log.body_too_large` (a ticket, or more than 32 packages). Every length is
 * judged before as much is set aside. What `body` itself throws passes through. `body` is never closed: the answer may
 * have to go out on the same connection.
 */
export async function readAddEntries(body: AsyncIterable<Uint8Array>): Promise<Upload> {
  const source = new ByteSource(body, () => bad('ends too early'));
  const header = await readHeader(source);
  return { header, packages: readPackages(source, header) };
}

async function readHeader(source: ByteSource): Promise<UploadHeader> {
  const originLength = await source.u16();
  if (originLength > MAX_ORIGIN_BYTES) throw bad('not an origin');
  const origin = textOf(await source.take(originLength));
  const start = readU64(await source.take(8));
  const end = readU64(await source.take(8));
  if (start === null || end === null) throw bad('not a range of entries');
  const ticketLength = await source.u16();
  if (ticketLength > MAX_TICKET_BYTES) throw new AppError('log.body_too_large', 'add-entries: the ticket is too long');
  const header = { origin, start, end, ticket: await source.take(ticketLength) };
  requireUploadHeader(header);
  return header;
}

async function* readPackages(source: ByteSource, header: UploadHeader): AsyncGenerator<EntryPackage, undefined> {
  let count = 0;
  for (const range of packageRanges(header)) {
    if (await source.ended()) return undefined;
    if (++count > MAX_PACKAGES) throw new AppError('log.body_too_large', 'add-entries: more than 32 packages');
    yield await readPackage(source, range);
  }
  if (!(await source.ended())) throw bad('goes on after the last package');
  return undefined;
}

async function readPackage(source: ByteSource, { start, end }: PackageRange): Promise<EntryPackage> {
  const leaves: Bytes[] = [];
  while (leaves.length < end - start) {
    const length = await source.u16();
    requireLeafLength(length);
    leaves.push(await source.take(length));
  }
  const [hashes = 0] = await source.take(1);
  if (hashes > MAX_PROOF_HASHES) throw bad('more hashes than any proof has');
  const proof: string[] = [];
  while (proof.length < hashes) proof.push(toHex(await source.take(32)));
  return { start, leaves, proof };
}

function textOf(bytes: Bytes): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new AppError('log.bad_body', 'add-entries: the origin is not UTF-8', { cause });
  }
}

function bad(why: string): AppError {
  return new AppError('log.bad_body', `add-entries: ${why}`);
}
