import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { type Bytes, equalBytes, fromBase64url, fromUtf8, toBase64url, utf8 } from '../base/bytes.ts';
import { CAEAD_OVERHEAD, openCaead, sealCaead } from '../crypto/caead.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { requireLength } from '../crypto/length.ts';
import { pae } from '../crypto/pae.ts';
import { draw, type Random } from '../crypto/random.ts';
import { wipe } from '../crypto/wipe.ts';
import { binary } from './binary.ts';
import { type MemberPlace, SEED_BYTES } from './identity.ts';
import { readPart, writeStored } from './json.ts';
import { PRF_BYTES } from './prf.ts';

const SALT_BYTES = 32;
const CHECK_BYTES = 32;
const LIMITS = { what: 'a wrap', maxBytes: 1024 };
const NO_PASSPHRASE: Bytes = new Uint8Array(0);

/** A member seed under one security key, and the passphrase where one is set (FORMAT.md §5). */
export const wrapForm = z
  .strictObject({
    passphrase: z.boolean(),
    salt: binary(SALT_BYTES),
    check: binary(CHECK_BYTES),
    sealed: binary(SEED_BYTES + CAEAD_OVERHEAD),
  })
  .readonly();
/** A member seed, sealed under a security key. */
export type Wrap = z.infer<typeof wrapForm>;

/** Which member's seed, under which security key. */
export interface WrapPlace extends MemberPlace {
  /** The security key's id. */
  readonly key: string;
}

/** What opens a wrap. `passphraseKey` is null for a key without a passphrase. */
export interface WrapSecrets {
  /** 32 bytes that the security key gave for `prfInput(vault)`, with user verification. */
  readonly prfOutput: Uint8Array;
  /** `passphraseKey(…)`, or null where no passphrase is used. */
  readonly passphraseKey: Uint8Array | null;
}

function checkOf(prfOutput: Uint8Array, salt: Uint8Array, { vault, member, key }: WrapPlace): Bytes {
  return hkdf(prfOutput, salt, pae(['halligan/v1 wrap check', vault, member, key]), CHECK_BYTES);
}

function infoOf(passphrase: 'passphrase' | 'no passphrase', { vault, member, key }: WrapPlace): Bytes {
  return pae(['halligan/v1 wrap', vault, member, key, passphrase]);
}

function wrappingKey({ prfOutput, passphraseKey }: WrapSecrets, salt: Uint8Array, info: Uint8Array): Bytes {
  const secrets = pae([prfOutput, passphraseKey ?? NO_PASSPHRASE]);
  const key = hkdf(secrets, salt, info, SEED_BYTES);
  wipe(secrets);
  return key;
}

function requireSecrets({ prfOutput, passphraseKey }: WrapSecrets): void {
  requireLength(prfOutput, PRF_BYTES, 'a PRF output');
  if (passphraseKey !== null) requireLength(passphraseKey, SEED_BYTES, 'a passphrase key');
}

/** Wraps a member seed for one more security key. Nobody else's key is needed. Throws `crypto.wrong_length`. */
export function wrapSeed(input: { seed: Uint8Array; secrets: WrapSecrets; place: WrapPlace; random: Random }): Wrap {
  const { seed, secrets, place, random } = input;
  requireLength(seed, SEED_BYTES, 'a seed');
  requireSecrets(secrets);
  const salt = draw(random, SALT_BYTES);
  const info = infoOf(secrets.passphraseKey === null ? 'no passphrase' : 'passphrase', place);
  const key = wrappingKey(secrets, salt, info);
  const sealed = sealCaead(key, seed, info, random);
  wipe(key);
  return {
    passphrase: secrets.passphraseKey !== null,
    salt: toBase64url(salt),
    check: toBase64url(checkOf(secrets.prfOutput, salt, place)),
    sealed: toBase64url(sealed),
  };
}

/**
 * The member seed. Throws `key.did_not_unwrap` when the PRF output is not that of this key for this vault and member (or,
 * with detail `damaged`, when the wrap itself was changed), and `key.wrong_passphrase` when the key is right and the
 * passphrase is missing (detail `missing`), wrong, or given where none was set.
 */
export function unwrapSeed(input: { wrap: Wrap; secrets: WrapSecrets; place: WrapPlace }): Bytes {
  const { wrap, secrets, place } = input;
  requireSecrets(secrets);
  const salt = fromBase64url(wrap.salt);
  if (!equalBytes(checkOf(secrets.prfOutput, salt, place), fromBase64url(wrap.check))) {
    throw new AppError('key.did_not_unwrap', 'this PRF output is of another key, vault or member', { detail: { damaged: false } });
  }
  if (wrap.passphrase !== (secrets.passphraseKey !== null)) {
    throw new AppError('key.wrong_passphrase', 'this wrap and the passphrase do not go together', { detail: { missing: wrap.passphrase } });
  }
  const info = infoOf(wrap.passphrase ? 'passphrase' : 'no passphrase', place);
  const key = wrappingKey(secrets, salt, info);
  try {
    return openCaead(key, fromBase64url(wrap.sealed), info);
  } catch (cause) {
    if (wrap.passphrase && cause instanceof AppError && cause.code === 'crypto.not_committed') {
      throw new AppError('key.wrong_passphrase', 'the key is right, the passphrase is not', { cause, detail: { missing: false } });
    }
    throw new AppError('key.did_not_unwrap', 'the wrap was changed', { cause, detail: { damaged: true } });
  } finally {
    wipe(key);
  }
}

/** A wrap as text, for a founding's draft. */
export function writeWrap(wrap: Wrap): string {
  return fromUtf8(writeStored(wrap, wrapForm, LIMITS));
}

/** Exactly what `writeWrap` wrote, else throws as `readPart` does. */
export function readWrap(text: string): Wrap {
  return readPart(utf8(text), wrapForm, LIMITS);
}
