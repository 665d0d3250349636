/** The body with which a station hands in a head (C2SP tlog-witness, `add-checkpoint`). FORMAT.md §9. */
import { AppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { bodyText, claimedHead, parseDecimal, parseHashLines, writeHashLines } from '../note/body-line.ts';
import type { Head } from '../note/checkpoint.ts';

/** The body of `add-checkpoint`. */
export interface AddCheckpoint {
  /** The size of the last head that the collector has of this log, as the sender believes; 0 for none. */
  readonly oldSize: number;
  /** Hashes that lead from the old head to this one: at most 63, none from nothing. */
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

/** A body as it was read; nothing in it is verified. */
export interface ReadAddCheckpoint extends AddCheckpoint {
  /** See `claimedHead`: nobody has verified it. */
  readonly claimed: Head;
}

/** A longer body is refused. */
export const MAX_ADD_CHECKPOINT_BYTES = 65_536;

/** The bytes of the body. Throws `log.bad_body` and `log.body_too_large` as `parseAddCheckpoint` does. */
export function writeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): Bytes {
  const bytes = utf8(`old ${oldSize}\n${writeHashLines(proof)}\n${checkpoint}`);
  parseAddCheckpoint(bytes);
  return bytes;
}

/**
 * What such a body asks. Throws `log.body_too_large` past 65,536 bytes, and `log.bad_body` when it is malformed, its
 * checkpoint included, or the old size is beyond the new one. Neither the signature nor the proof is checked.
 */
export function parseAddCheckpoint(bytes: Uint8Array): ReadAddCheckpoint {
  const text = bodyText(bytes, MAX_ADD_CHECKPOINT_BYTES);
  const blank = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, blank)).split('\n');
  const oldSize = first.startsWith('old ') ? parseDecimal(first.slice(4)) : null;
  if (oldSize === null) throw bad('does not begin with the old size');
  const proof = parseHashLines(lines);
  const checkpoint = text.slice(blank + 2);
  const claimed = claimedHead(checkpoint);
  if (oldSize > claimed.size) throw bad('the old size is beyond the new one');
  return { oldSize, proof, checkpoint, claimed };
}

function bad(why: string): AppError {
  return new AppError('log.bad_body', `add-checkpoint: ${why}`);
}
