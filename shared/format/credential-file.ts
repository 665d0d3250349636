import { AppError } from '../base/app-error.ts';
import { type Bytes, equalBytes, fromBase64url, toBase64url } from '../base/bytes.ts';
import { CAEAD_OVERHEAD, openCaead, sealCaead } from '../crypto/caead.ts';
import { portableSha256, sha256Stream } from '../crypto/hash.ts';
import { pae } from '../crypto/pae.ts';
import { draw, type Random } from '../crypto/random.ts';
import type { CredentialHead } from './credential.ts';
import { CHUNK_BYTES, type FileContent, fileKey, MAX_FILE_BYTES } from './credential-content.ts';

/** Where a file's chunks belong. */
export type FilePlace = Pick<CredentialHead, 'vault' | 'compartment' | 'id' | 'version'>;

function aadOf({ vault, compartment, id, version }: FilePlace, index: number, chunks: number): Bytes {
  const end = index === chunks - 1 ? 'last' : 'more';
  return pae(['halligan/v1 chunk', vault, compartment, id, String(version), String(index), String(chunks), end]);
}

/**
 * What the credential of a file holds: its name, size, SHA-256, and a fresh key for its chunks.
 * Throws `format.too_large` over 16 MiB.
 */
export function describeFile(name: string, contents: Uint8Array, random: Random): FileContent {
  if (contents.length > MAX_FILE_BYTES) {
    throw new AppError('format.too_large', 'a file has at most 16 MiB', { detail: { what: 'a file', length: contents.length } });
  }
  return {
    kind: 'file',
    name,
    size: contents.length,
    sha256: toBase64url(portableSha256(contents)),
    chunks: Math.max(1, Math.ceil(contents.length / CHUNK_BYTES)),
    key: toBase64url(draw(random, 32)),
  };
}

/** The sealed chunks of a described file, in order, one at a time. */
export function* sealChunks(input: {
  place: FilePlace;
  file: FileContent;
  contents: Uint8Array;
  random: Random;
}): Generator<Bytes, void, undefined> {
  const { place, file, contents, random } = input;
  const key = fileKey(file);
  for (let index = 0; index < file.chunks; index++) {
    const part = contents.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    yield sealCaead(key, part, aadOf(place, index, file.chunks), random);
  }
}

function malformed(why: string): AppError {
  return new AppError('format.malformed', `a file: ${why}`, { detail: { what: 'a file', why } });
}

/**
 * The contents of a file from all its chunks in order. Throws `crypto.not_committed` or `crypto.did_not_open` for a chunk
 * that was changed or is of another place, order, number or end, and `format.malformed` when chunks are missing or left
 * over, or size or SHA-256 are not those of the credential.
 */
export function openChunks(input: { place: FilePlace; file: FileContent; chunks: readonly Uint8Array[] }): Bytes {
  const { place, file, chunks } = input;
  if (chunks.length !== file.chunks) throw malformed(`${chunks.length} chunks of ${file.chunks}`);
  const key = fileKey(file);
  const out = new Uint8Array(file.size);
  const hash = sha256Stream();
  let at = 0;
  for (const [index, chunk] of chunks.entries()) {
    const last = index === file.chunks - 1;
    const expected = last ? file.size - at : CHUNK_BYTES;
    if (expected < 0 || expected > CHUNK_BYTES || chunk.length !== expected + CAEAD_OVERHEAD)
      throw malformed(`chunk ${index} has another size`);
    const part = openCaead(key, chunk, aadOf(place, index, file.chunks));
    hash.update(part);
    out.set(part, at);
    at += part.length;
  }
  if (!equalBytes(hash.digest(), fromBase64url(file.sha256))) throw malformed('another hash than its depositor signed');
  return out;
}
