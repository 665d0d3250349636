import { AppError } from '../../base/app-error.ts';
import { type Bytes, concat, equalBytes, fromBase64, toBase64, utf8 } from '../../base/bytes.ts';
import type { ErrorCode } from '../../base/error-codes.ts';
import { isKeyName, type VerifierKey } from './vkey.ts';

/** One signature line of a note: whose it says it is, and what follows the key id. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly id: Bytes;
  /** At least one byte; what they are is for the key's type to say. */
  readonly signature: Bytes;
}

/** A signed note (C2SP): what is signed, and by whom it says that it is. Nothing of it has been verified yet. */
export interface SignedNote {
  /** Ends in a newline. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
}

/** Of UTF-8: room for 16 lines of the longest kind, which a verifier must accept, and no more. */
const MAX_NOTE_BYTES = 65_536;
const MAX_LINES = 32;

/** The parts of a note. Throws `log.bad_checkpoint` when it is malformed. Text with an empty line in it is refused. */
export function parseNote(text: string): SignedNote {
  const end = text.indexOf('\n\n');
  if (end < 0 || !fits(text)) throw new AppError('log.bad_checkpoint', 'not a signed note');
  return { body: text.slice(0, end + 1), signatures: parseSignatureLines(text.slice(end + 2), 'log.bad_checkpoint') };
}

/** The signatures of 1 to 32 lines, each with its newline. Throws `code` when one is malformed. */
export function parseSignatureLines(text: string, code: ErrorCode): NoteSignature[] {
  if (!text.endsWith('\n') || !fits(text)) throw new AppError(code, 'not lines of signatures');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_LINES) throw new AppError(code, 'more signature lines than any note has');
  return lines.map((line) => parseLine(line, code));
}

/** A text of another length in units than in bytes is measured in bytes, as a reader in another language does. */
function fits(text: string): boolean {
  return text.length <= MAX_NOTE_BYTES && text.isWellFormed() && utf8(text).length <= MAX_NOTE_BYTES;
}

function parseLine(line: string, code: ErrorCode): NoteSignature {
  const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) throw new AppError(code, 'a signature line is malformed');
  let blob: Bytes;
  try {
    blob = fromBase64(encoded);
  } catch (cause) {
    throw new AppError(code, 'a signature is not base64', { cause });
  }
  if (blob.length < 5) throw new AppError(code, 'a signature line holds no signature');
  return { name, id: blob.slice(0, 4), signature: blob.slice(4) };
}

/** The line of `key`, with its newline. */
export function signatureLine(key: VerifierKey, signature: Uint8Array): string {
  return `— ${key.name} ${toBase64(concat(key.id, signature))}\n`;
}

/** True when the line says that it is by `key`: its name and its id, both. Whether it holds is another question. */
export function isLineOf(key: VerifierKey, line: NoteSignature): boolean {
  return line.name === key.name && equalBytes(line.id, key.id);
}
