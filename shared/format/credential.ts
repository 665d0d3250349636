import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import type { Instant } from '../base/instant.ts';
import { openSealed, sealTo } from '../crypto/kem.ts';
import { pae } from '../crypto/pae.ts';
import type { Random } from '../crypto/random.ts';
import { sign, verify } from '../crypto/sign.ts';
import { wipe } from '../crypto/wipe.ts';
import type { CredentialKind } from '../domain/credential-kind.ts';
import { type CredentialContent, encodeContent, parseContent } from './credential-content.ts';

/** What is readable of a credential without any key, and bound by seal and signature. */
export interface CredentialHead {
  readonly vault: string;
  readonly compartment: string;
  /** The credential's id, the same in every version. */
  readonly id: string;
  /** 1, 2, … */
  readonly version: number;
  readonly kind: CredentialKind;
  /** The member who signed it. */
  readonly depositor: string;
  readonly depositedAt: Instant;
}

/** A credential as it is stored. */
export interface SealedCredential {
  readonly head: CredentialHead;
  readonly sealed: Bytes;
  readonly signature: Bytes;
}

function boundBy(context: string, head: CredentialHead, ...more: readonly Uint8Array[]): Bytes {
  const { vault, compartment, id, version, kind, depositor, depositedAt } = head;
  return pae([`halligan/v1 ${context}`, vault, compartment, id, String(version), kind, depositor, String(depositedAt), ...more]);
}

function requireKind(head: CredentialHead, content: CredentialContent): void {
  if (content.kind === head.kind) return;
  throw new AppError('credential.wrong_place', 'sealed as another kind', { detail: { credential: head.id, kind: head.kind } });
}

/**
 * Seals content to a compartment's public key and signs it as the depositor: no quorum is needed, and whoever does it
 * cannot read it back. Throws `format.*` for content that is not of `head.kind`.
 */
export function sealCredential(input: {
  head: CredentialHead;
  content: CredentialContent;
  compartmentPublicKey: Uint8Array;
  signingSecretKey: Uint8Array;
  random: Random;
}): SealedCredential {
  const { head, content, compartmentPublicKey, signingSecretKey, random } = input;
  requireKind(head, content);
  const plaintext = encodeContent(content);
  const sealed = sealTo(compartmentPublicKey, plaintext, boundBy('credential', head), random);
  wipe(plaintext);
  return { head, sealed, signature: sign(boundBy('deposit', head, sealed), signingSecretKey) };
}

/**
 * Returns when the credential is what its depositor signed, without opening it. `signingPublicKeyOf` knows everyone who
 * was ever a member. Throws `credential.unknown_depositor` and `credential.bad_signature`, which name both.
 */
function verifyDeposit(credential: SealedCredential, signingPublicKeyOf: (member: string) => Uint8Array | undefined): void {
  const { head, sealed, signature } = credential;
  const detail = { credential: head.id, depositor: head.depositor };
  const publicKey = signingPublicKeyOf(head.depositor);
  if (publicKey === undefined) throw new AppError('credential.unknown_depositor', 'deposited by nobody that the vault knows', { detail });
  try {
    verify(boundBy('deposit', head, sealed), signature, publicKey);
  } catch (cause) {
    throw new AppError('credential.bad_signature', 'not what its depositor signed', { cause, detail });
  }
}

/**
 * The content of one credential; no other is touched. Its signature is checked first: as `verifyDeposit`. Throws
 * `credential.wrong_place` when what was signed does not open in this compartment, and `format.*` when what opens is not
 * a credential. The depositor is `credential.head.depositor`: show the name with what is shown.
 */
export function openCredential(input: {
  credential: SealedCredential;
  compartmentSecretKey: Uint8Array;
  signingPublicKeyOf: (member: string) => Uint8Array | undefined;
}): CredentialContent {
  const { credential, compartmentSecretKey, signingPublicKeyOf } = input;
  const { head, sealed } = credential;
  verifyDeposit(credential, signingPublicKeyOf);
  let plaintext: Bytes;
  try {
    plaintext = openSealed(compartmentSecretKey, sealed, boundBy('credential', head));
  } catch (cause) {
    const detail = { credential: head.id, depositor: head.depositor, compartment: head.compartment };
    throw new AppError('credential.wrong_place', 'signed, but not sealed to this place', { cause, detail });
  }
  const content = parseContent(plaintext);
  wipe(plaintext);
  requireKind(head, content);
  return content;
}
