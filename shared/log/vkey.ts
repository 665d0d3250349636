import { AppError } from '../base/app-error.ts';
import { type Bytes, concat, fromBase64, toBase64, toHex, utf8 } from '../base/bytes.ts';
import type { Sha256 } from './tree-hash.ts';

/** A key that signs notes, as the C2SP signed-note specification names it. */
export interface NoteKey {
  readonly name: string;
  /** 4 bytes. */
  readonly id: Bytes;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Bytes;
}

const ED25519 = Uint8Array.of(1);

/** The key of this name. Throws `log.bad_checkpoint` for a name or a length that a vkey cannot hold. */
export function noteKey(name: string, publicKey: Uint8Array, sha256: Sha256): NoteKey {
  if (!/^[^\s+]{1,255}$/u.test(name)) throw new AppError('log.bad_checkpoint', 'a key name holds a space or a plus sign');
  if (publicKey.length !== 32) throw new AppError('log.bad_checkpoint', 'an Ed25519 public key has 32 bytes');
  const id = sha256(concat(utf8(`${name}\n`), ED25519, publicKey)).slice(0, 4);
  return { name, id, publicKey: concat(publicKey) };
}

/** `name+id+key`, without a newline. */
export function vkeyText(key: NoteKey): string {
  return `${key.name}+${toHex(key.id)}+${toBase64(concat(ED25519, key.publicKey))}`;
}

/** The key of a vkey. Throws `log.bad_checkpoint` unless `text` is exactly what `vkeyText` writes. */
export function parseVkey(text: string, sha256: Sha256): NoteKey {
  const [, name, encoded] = /^([^\s+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  if (name === undefined || encoded === undefined) throw new AppError('log.bad_checkpoint', 'not a vkey');
  let bytes: Bytes;
  try {
    bytes = fromBase64(encoded);
  } catch (cause) {
    throw new AppError('log.bad_checkpoint', 'the key in the vkey is not base64', { cause });
  }
  if (bytes.length !== 33 || bytes[0] !== 1) throw new AppError('log.bad_checkpoint', 'not an Ed25519 vkey');
  const key = noteKey(name, bytes.slice(1), sha256);
  if (vkeyText(key) !== text) throw new AppError('log.bad_checkpoint', 'the key id is not that of the key');
  return key;
}
