/** Proof to anybody that the key of a log signed on after the log was frozen. FORMAT.md §18. */
import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { jcs, parseJcs } from '../leaf/jcs.ts';
import { type Head, openCheckpoint } from '../note/checkpoint.ts';
import { parseVkey } from '../note/vkey.ts';
import type { LogCrypto } from '../verify/verify-log.ts';

/** Evidence that the key of a frozen log signed once more: another head came after the freeze. */
export interface LateHead {
  readonly kind: 'after-freeze';
  readonly vkey: string;
  /** The last head that was taken. */
  readonly held: string;
  /** What came when the log was frozen: another checkpoint by this key. */
  readonly other: string;
}

const note = z.string().max(65_536);
const schema = z.strictObject({ v: z.literal(1), kind: z.literal('after-freeze'), vkey: z.string().max(512), held: note, other: note });

/** Canonical bytes. */
export function encodeLateHead(late: LateHead): Bytes {
  return utf8(jcs({ v: 1, ...late }));
}

/** The inverse of `encodeLateHead`; nothing is proven yet. Throws `log.bad_proof`. */
export function parseLateHead(bytes: Uint8Array): LateHead {
  try {
    const { v: _, ...late } = schema.parse(parseJcs(bytes));
    return late;
  } catch (cause) {
    throw new AppError('log.bad_proof', 'not evidence of a late head', { cause });
  }
}

/** The two heads. Throws `log.bad_checkpoint` when a note is not by the key, `log.bad_proof` when both are one head. */
export function openLateHead(
  { vkey, held, other }: LateHead,
  { sha256, verify }: LogCrypto,
): { readonly held: Head; readonly other: Head } {
  const key = parseVkey(vkey, sha256);
  const heads = { held: openCheckpoint(held, key, verify), other: openCheckpoint(other, key, verify) };
  if (heads.held.size === heads.other.size && heads.held.root === heads.other.root)
    throw new AppError('log.bad_proof', 'late head: one head');
  return heads;
}
