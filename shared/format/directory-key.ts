import { AppError } from '../base/app-error.ts';
import { type Bytes, fromBase64url, toBase64url } from '../base/bytes.ts';
import { openSealed, sealTo } from '../crypto/kem.ts';
import { requireLength } from '../crypto/length.ts';
import { pae } from '../crypto/pae.ts';
import type { Random } from '../crypto/random.ts';
import type { MemberPlace } from './identity.ts';

/** Bytes of a directory key: draw them from the operating system. */
export const DIRECTORY_KEY_BYTES = 32;

/** Where a sealed directory key belongs: it opens nowhere else. */
export interface DirectoryKeyPlace extends MemberPlace {
  readonly generation: number;
}

function infoOf({ vault, member, generation }: DirectoryKeyPlace): Bytes {
  return pae(['halligan/v1 directory key', vault, member, String(generation)]);
}

/** The directory key sealed to one member's KEM key, base64url, as the charter's `directory` holds it. */
export function sealDirectoryKey(input: { key: Uint8Array; kemPublicKey: Uint8Array; place: DirectoryKeyPlace; random: Random }): string {
  requireLength(input.key, DIRECTORY_KEY_BYTES, 'a directory key');
  return toBase64url(sealTo(input.kemPublicKey, input.key, infoOf(input.place), input.random));
}

/** The directory key. Throws `crypto.not_committed` or `crypto.did_not_open` when it was sealed to another member, vault or generation. */
export function openDirectoryKey(input: { sealed: string; kemSecretKey: Uint8Array; place: DirectoryKeyPlace }): Bytes {
  const key = openSealed(input.kemSecretKey, fromBase64url(input.sealed), infoOf(input.place));
  if (key.length !== DIRECTORY_KEY_BYTES) throw new AppError('crypto.wrong_length', 'a directory key has 32 bytes');
  return key;
}
