/** Cosignatures (C2SP tlog-cosignature, Ed25519): a collector's word that it holds every entry under a head. FORMAT.md §7. */
import { AppError } from '../../base/app-error.ts';
import { readU64, u64 } from '../../base/big-endian.ts';
import { type Bytes, concat, toHex, utf8 } from '../../base/bytes.ts';
import { checkpointBody, type Head, openCheckpoint, type VerifyEd25519 } from './checkpoint.ts';
import { isLineOf, type NoteSignature, parseNote, parseSignatureLines, signatureLine } from './note.ts';
import type { CosignerKey, NoteKey } from './vkey.ts';

/** Makes Ed25519 signatures with a collector's key. */
export interface Cosigner {
  readonly key: CosignerKey;
  sign(message: Bytes): Uint8Array;
}

/** The keys that a reader was given beforehand: the log's, and those of the collectors that it knows. */
export interface TrustedKeys {
  readonly log: NoteKey;
  readonly collectors: readonly CosignerKey[];
}

/** A countersignature. `time` is UTC seconds. */
export interface Receipt {
  /** The collector's name. */
  readonly name: string;
  /** By the collector's clock, in seconds since 1970 UTC. */
  readonly time: number;
}

/** A head and every receipt for it that holds. */
export interface ReceivedHead {
  readonly head: Head;
  /** In the order of the keys. A name has one receipt, however many lines and keys it has: the earliest. */
  readonly receipts: readonly Receipt[];
}

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/**
 * The line with which a collector countersigns `head` at `time`, in seconds. Throws `log.bad_receipt` for a time that is
 * no safe integer of at least 1. Nothing is checked here: a collector signs what it has stored, and only then.
 */
export function receiptLine(head: Head, time: number, cosigner: Cosigner): string {
  if (!Number.isSafeInteger(time) || time < 1) throw bad('not a time');
  return signatureLine(cosigner.key, concat(u64(time), cosigner.sign(signedText(checkpointBody(head), time))));
}

/**
 * The head of a checkpoint and the receipts on it. Lines of unknown keys are passed over, as the specification of signed
 * notes asks. Throws `log.bad_checkpoint` as `openCheckpoint` does, and `log.bad_receipt` when a line of a known
 * collector does not hold, or two of the trusted keys are one: a signature does not name its collector, so one key under
 * two names would count twice. No receipt at all is no refusal; whether a time lies in the future is the caller's to judge.
 */
export function openReceipts(note: string, keys: TrustedKeys, verify: VerifyEd25519): ReceivedHead {
  requireDistinct(keys);
  const head = openCheckpoint(note, keys.log, verify);
  const earliest = new Map(keys.collectors.map(({ name }) => [name, Infinity]));
  for (const line of parseNote(note).signatures) {
    const key = keys.collectors.find((one) => isLineOf(one, line));
    if (key === undefined) continue;
    earliest.set(key.name, Math.min(earliest.get(key.name) ?? Infinity, receiptTime(head, line, key, verify)));
  }
  const receipts = [...earliest].filter(([, time]) => time !== Infinity).map(([name, time]) => ({ name, time }));
  return { head, receipts };
}

/**
 * `checkpoint` with the lines of a collector's `answer` that known keys made and that it does not have yet. Lines of
 * unknown keys are left out. Throws `log.bad_checkpoint` when the checkpoint does not hold, and `log.bad_receipt` when the
 * answer is malformed, holds no line of a known collector, or one that does not hold.
 */
export function addReceipts(checkpoint: string, answer: string, keys: TrustedKeys, verify: VerifyEd25519): string {
  const { head } = openReceipts(checkpoint, keys, verify);
  const present = [...parseNote(checkpoint).signatures];
  const known = parseSignatureLines(answer, 'log.bad_receipt').flatMap((line) => {
    const key = keys.collectors.find((one) => isLineOf(one, line));
    return key === undefined ? [] : [{ line, key }];
  });
  if (known.length === 0) throw bad('no receipt by a collector that is known here');
  let note = checkpoint;
  for (const { line, key } of known) {
    receiptTime(head, line, key, verify);
    if (present.some((one) => isLineOf(key, one))) continue;
    note += signatureLine(key, line.signature);
    present.push(line);
  }
  return note;
}

/** The time that a line says, when it holds over `head`. */
function receiptTime(head: Head, { signature }: NoteSignature, key: CosignerKey, verify: VerifyEd25519): number {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) throw bad('the signature has a wrong length');
  const time = readU64(signature);
  if (time === null || time < 1) throw bad('not a time');
  const text = signedText(checkpointBody(head), time);
  if (!verify(key.publicKey, text, signature.slice(TIME_BYTES))) throw bad('the signature does not hold');
  return time;
}

function signedText(body: string, time: number): Bytes {
  return utf8(`cosignature/v1\ntime ${time}\n${body}`);
}

function requireDistinct({ log, collectors }: TrustedKeys): void {
  const all = [log, ...collectors].map(({ publicKey }) => toHex(publicKey));
  if (new Set(all).size < all.length) throw bad('one key under two names');
}

function bad(why: string): AppError {
  return new AppError('log.bad_receipt', `receipt: ${why}`);
}
