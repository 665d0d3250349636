/** The proof of one entry, by itself and offline (C2SP tlog-proof). FORMAT.md §10. */
import { AppError } from '../../base/app-error.ts';
import { type Bytes, fromBase64, toBase64, utf8 } from '../../base/bytes.ts';
import { type Entry, MAX_LEAF_BYTES, parseEntry } from '../leaf/entry.ts';
import { bodyText, claimedHead, parseDecimal, parseHashLines, writeHashLines } from '../note/body-line.ts';
import type { Head } from '../note/checkpoint.ts';
import { openReceipts, type ReceivedHead, type TrustedKeys } from '../note/receipt.ts';
import { provesInclusion } from '../tree/proof.ts';
import type { LogCrypto } from './verify-log.ts';

/** A proof that one entry is in a log. */
export interface TlogProof {
  /** Of the entry in its log. */
  readonly index: number;
  /** Hashes that lead from the entry to the root of the checkpoint; at most 63. */
  readonly proof: readonly string[];
  /** With the receipts that it has. */
  readonly checkpoint: string;
  /** 1 to 16,384 bytes that nothing vouches for, or null. In an alert: the leaf, for which the proof then vouches. */
  readonly extra: Bytes | null;
}

/** A proof as it was read; nothing in it is verified. */
export interface ReadTlogProof extends TlogProof {
  /** See `claimedHead`: nobody has verified it. */
  readonly claimed: Head;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const MAX_TLOG_PROOF_BYTES = 65_536;

/** The bytes of the proof. Throws `log.bad_body` and `log.body_too_large` for what `parseTlogProof` would refuse. */
export function writeTlogProof({ index, proof, checkpoint, extra }: TlogProof): Bytes {
  const extraLine = extra === null ? '' : `extra ${toBase64(extra)}\n`;
  const bytes = utf8(`${FIRST_LINE}\n${extraLine}index ${index}\n${writeHashLines(proof)}\n${checkpoint}`);
  parseTlogProof(bytes);
  return bytes;
}

/** The parts of a proof, none of them checked. Throws `log.bad_body` when it is malformed, and `log.body_too_large`. */
export function parseTlogProof(bytes: Uint8Array): ReadTlogProof {
  const text = bodyText(bytes, MAX_TLOG_PROOF_BYTES);
  const blank = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(0, blank)).split('\n');
  if (first !== FIRST_LINE) throw bad('does not begin as one');
  const extra = lines[0]?.startsWith('extra ') ? extraOf(lines.shift() ?? '') : null;
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseDecimal(indexLine.slice(6)) : null;
  if (index === null) throw bad('has no index');
  const checkpoint = text.slice(blank + 2);
  return { index, proof: parseHashLines(lines), checkpoint, extra, claimed: claimedHead(checkpoint) };
}

function extraOf(line: string): Bytes {
  let extra: Bytes;
  try {
    extra = fromBase64(line.slice(6));
  } catch (cause) {
    throw new AppError('log.bad_body', 'tlog-proof: the extra data is not base64', { cause });
  }
  if (extra.length === 0) throw bad('has a line for extra data, and none');
  if (extra.length > MAX_LEAF_BYTES) throw new AppError('log.body_too_large', 'tlog-proof: too much extra data');
  return extra;
}

/** An entry whose proof holds. */
export interface ProvenEntry extends ReceivedHead {
  readonly entry: Entry;
}

/**
 * The entry that `leaf` is, with the head that it is under and the receipts on it. Throws, in this order: what
 * `openReceipts` throws of the checkpoint; `log.bad_proof` when the leaf is not at this index under this head; what
 * `parseEntry` throws of the leaf; `log.wrong_log` and `log.wrong_position` when the entry says that it belongs elsewhere.
 * Nothing is said of the entries around it.
 */
export function openProvenEntry(
  { index, proof, checkpoint }: TlogProof,
  leaf: Uint8Array,
  keys: TrustedKeys,
  { tree, verify }: Pick<LogCrypto, 'tree' | 'verify'>,
): ProvenEntry {
  const { head, receipts } = openReceipts(checkpoint, keys, verify);
  const claim = { index, size: head.size, leafHash: tree.leaf(leaf), root: head.root, proof };
  if (!provesInclusion(claim, tree)) throw new AppError('log.bad_proof', 'the proof does not lead from this entry to the signed head');
  const entry = parseEntry(leaf);
  if (entry.log !== head.origin) throw new AppError('log.wrong_log', 'the entry says that it is of another log');
  if (entry.seq !== index) throw new AppError('log.wrong_position', 'the entry says that it stands elsewhere');
  return { entry, head, receipts };
}

function bad(why: string): AppError {
  return new AppError('log.bad_body', `tlog-proof: ${why}`);
}
