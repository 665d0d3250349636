import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { type Bytes, fromBase64url, toBase64url } from '../base/bytes.ts';
import { pae } from '../crypto/pae.ts';
import { SIGNATURE_BYTES, sign, verify } from '../crypto/sign.ts';
import { binary } from './binary.ts';
import { idOf } from './ids.ts';
import { header, readStored, writeStored } from './json.ts';

const LIMITS = { what: 'the signatures of a charter', maxBytes: 64 * 1024 };
const MAX_SIGNATURES = 128;

const signatureForm = z.strictObject({ member: idOf('member'), signature: binary(SIGNATURE_BYTES) }).readonly();
const listForm = z
  .strictObject({
    ...header,
    signatures: z
      .array(signatureForm)
      .min(1)
      .max(MAX_SIGNATURES)
      .refine((list) => new Set(list.map(({ member }) => member)).size === list.length, 'a member signs once')
      .readonly(),
  })
  .readonly();

/** One member's signature over a charter's bytes. */
export type CharterSignature = z.infer<typeof signatureForm>;

function messageOf(vault: string, bytes: Uint8Array): Bytes {
  return pae(['halligan/v1 charter', vault, bytes]);
}

/** Signs a charter's bytes exactly as they are stored. Parse them first: what cannot be read must not be signed. */
export function signCharter(input: { bytes: Uint8Array; vault: string; member: string; signingSecretKey: Uint8Array }): CharterSignature {
  const { bytes, vault, member, signingSecretKey } = input;
  return { member, signature: toBase64url(sign(messageOf(vault, bytes), signingSecretKey)) };
}

/** Returns when the signature is this member's over these bytes; else throws `charter.bad_signature`, which names the member. */
export function verifyCharterSignature(input: {
  bytes: Uint8Array;
  vault: string;
  signature: CharterSignature;
  /** base64url, from the charter that says who may sign. */
  signingPublicKey: string;
}): void {
  const { bytes, vault, signature, signingPublicKey } = input;
  try {
    verify(messageOf(vault, bytes), fromBase64url(signature.signature), fromBase64url(signingPublicKey));
  } catch (cause) {
    throw new AppError('charter.bad_signature', 'this signature is not by this member over this charter', {
      cause,
      detail: { member: signature.member },
    });
  }
}

/** The stored form of a charter's signatures. Throws `format.malformed` when a member signs twice. */
export function encodeSignatures(signatures: readonly CharterSignature[]): Bytes {
  return writeStored({ v: 1, suite: 1, signatures }, listForm, LIMITS);
}

/** Exactly what `encodeSignatures` wrote; else throws `format.*`. */
export function parseSignatures(bytes: Uint8Array): readonly CharterSignature[] {
  return readStored(bytes, listForm, LIMITS).signatures;
}
