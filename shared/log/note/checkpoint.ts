import { AppError } from '../../base/app-error.ts';
import { type Bytes, fromBase64, fromHex, toBase64, toHex, utf8 } from '../../base/bytes.ts';
import { isLineOf, parseNote, signatureLine } from './note.ts';
import type { NoteKey } from './vkey.ts';

/** A size and its root: what a checkpoint signs, an anchor remembers and six words say. */
export interface Head {
  readonly origin: string;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/** Makes Ed25519 signatures with a station's log key. */
export interface Signer {
  readonly key: NoteKey;
  sign(message: Bytes): Uint8Array;
}

/** True when `signature` is `publicKey`'s over `message`. Never throws for wrong signatures. */
export type VerifyEd25519 = (publicKey: Bytes, message: Bytes, signature: Bytes) => boolean;

/** The three lines that are signed. */
export function checkpointBody(head: Head): string {
  return `${head.origin}\n${head.size}\n${toBase64(fromHex(head.root))}\n`;
}

/** A checkpoint over `head`, signed by the log's own key. Throws `log.bad_checkpoint` when the key is of another log. */
export function signCheckpoint(head: Head, signer: Signer): string {
  if (signer.key.name !== head.origin) throw new AppError('log.bad_checkpoint', 'this key signs for another log');
  const body = checkpointBody(head);
  return `${body}\n${signatureLine(signer.key, signer.sign(utf8(body)))}`;
}

/**
 * The head of a checkpoint that `key` signed. Throws `log.bad_checkpoint` when the note is malformed, names another
 * log, or holds no valid line by this key. Other signature lines are let pass: they are cosignatures, for others to judge.
 */
export function openCheckpoint(note: string, key: NoteKey, verify: VerifyEd25519): Head {
  const { body, signatures } = parseNote(note);
  const head = parseBody(body);
  if (head.origin !== key.name) throw bad('of another log');
  const own = signatures.filter((line) => isLineOf(key, line));
  if (own.length === 0) throw bad('not signed by the key of this log');
  for (const { signature } of own) {
    if (signature.length !== 64 || !verify(key.publicKey, utf8(body), signature)) throw bad('the signature does not hold');
  }
  return head;
}

/**
 * What a checkpoint says, unverified: good for finding the key that must have signed it. Throws `log.bad_checkpoint` when
 * it is malformed.
 */
export function unverifiedHead(note: string): Head {
  return parseBody(parseNote(note).body);
}

function parseBody(body: string): Head {
  const [origin, sizeText, rootText, ...rest] = body.split('\n');
  if (!origin || !sizeText || !rootText || rest.length !== 1) throw bad('not three lines');
  const size = Number(sizeText);
  if (!/^[1-9][0-9]{0,15}$/.test(sizeText) || !Number.isSafeInteger(size)) throw bad('the size is malformed');
  const root = decode(rootText);
  if (root.length !== 32) throw bad('the root is not a hash');
  return { origin, size, root: toHex(root) };
}

function decode(text: string): Bytes {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new AppError('log.bad_checkpoint', 'checkpoint: not base64', { cause });
  }
}

function bad(why: string): AppError {
  return new AppError('log.bad_checkpoint', `checkpoint: ${why}`);
}
