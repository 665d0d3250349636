import { AppError } from '../../base/app-error.ts';
import { type Bytes, concat, fromBase64, toBase64, toHex, utf8 } from '../../base/bytes.ts';
import type { ErrorCode } from '../../base/error-codes.ts';
import type { Sha256 } from '../tree/tree-hash.ts';

/** The signature types of C2SP that this version makes and checks, by their byte: the length of a public key, and the refusal. */
const TYPES = {
  /** Ed25519 over the text of a note: how a log signs its heads. */
  1: { publicKeyBytes: 32, refusal: 'log.bad_checkpoint' },
  /** Ed25519 over a time and the text of a checkpoint: how a collector countersigns them. */
  4: { publicKeyBytes: 32, refusal: 'log.bad_receipt' },
} as const satisfies Record<number, { publicKeyBytes: number; refusal: ErrorCode }>;

type SignatureType = keyof typeof TYPES;

/** A key that signs notes, as the C2SP signed-note specification names it. */
export interface VerifierKey<Type extends SignatureType = SignatureType> {
  readonly type: Type;
  readonly name: string;
  /** 4 bytes. */
  readonly id: Bytes;
  readonly publicKey: Bytes;
}

/** A log's own key. */
export type NoteKey = VerifierKey<1>;
/** A collector's key. */
export type CosignerKey = VerifierKey<4>;

/** True for what the key of a note may be called, and a log with it: 1 to 255 characters, no white space, control or `+`. */
export function isKeyName(text: string): boolean {
  return /^[^\s+\p{Cc}\p{Cs}]{1,255}$/u.test(text);
}

/** The log key of this name. Throws `log.bad_checkpoint` for a name or a length that a vkey cannot hold. */
export function noteKey(name: string, publicKey: Uint8Array, sha256: Sha256): NoteKey {
  return verifierKey(1, name, publicKey, sha256);
}

/** The collector key of this name. Throws `log.bad_receipt` for a name or a length that a vkey cannot hold. */
export function cosignerKey(name: string, publicKey: Uint8Array, sha256: Sha256): CosignerKey {
  return verifierKey(4, name, publicKey, sha256);
}

/** `name+id+key`, without a newline. */
export function vkeyText(key: VerifierKey): string {
  return `${key.name}+${toHex(key.id)}+${toBase64(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

/** The log key of a vkey. Throws `log.bad_checkpoint` unless `text` is exactly what `vkeyText` writes of one. */
export function parseVkey(text: string, sha256: Sha256): NoteKey {
  return parse(1, text, sha256);
}

/** The collector key of a vkey. Throws `log.bad_receipt` unless `text` is exactly what `vkeyText` writes of one. */
export function parseCosignerVkey(text: string, sha256: Sha256): CosignerKey {
  return parse(4, text, sha256);
}

function verifierKey<Type extends SignatureType>(type: Type, name: string, publicKey: Uint8Array, sha256: Sha256): VerifierKey<Type> {
  const { publicKeyBytes, refusal } = TYPES[type];
  if (!isKeyName(name)) throw new AppError(refusal, 'a key name holds a space, a control character or a plus sign');
  if (publicKey.length !== publicKeyBytes) throw new AppError(refusal, `a public key of this type has ${publicKeyBytes} bytes`);
  const id = sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
  return { type, name, id, publicKey: concat(publicKey) };
}

function parse<Type extends SignatureType>(type: Type, text: string, sha256: Sha256): VerifierKey<Type> {
  const { refusal } = TYPES[type];
  const [, name, encoded] = /^([^\s+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  if (name === undefined || encoded === undefined) throw new AppError(refusal, 'not a vkey');
  let bytes: Bytes;
  try {
    bytes = fromBase64(encoded);
  } catch (cause) {
    throw new AppError(refusal, 'the key in the vkey is not base64', { cause });
  }
  const key = verifierKey(type, name, bytes.slice(1), sha256);
  if (vkeyText(key) !== text) throw new AppError(refusal, 'the key id or the signature type is not that of the key');
  return key;
}
