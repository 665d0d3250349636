/**
 * Our side of WebAuthn: what is asked of a security key and whether its answer holds.
 * The relying-party id and the origin are frozen for ever: the same key gives the same secret under every host (docs/decisions/0005).
 */
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, copyOf, fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';

/** The WebAuthn relying-party id. Never changes: keys that were registered under another id would give another secret. */
export const RP_ID = 'halligan.localhost';
/** The WebAuthn origin that every answer of a key must name. */
export const RP_ORIGIN = 'https://halligan.localhost';
/** How long a person has for one touch, PIN included. Milliseconds. */
export const TOUCH_TIMEOUT_MS = 120_000;

/** COSE: ES256, EdDSA, RS256. Browsers warn where the first or the last is missing, and some keys have no other. */
const ALGORITHMS = [-7, -8, -257];

/** A security key as the charter has it. */
export interface RegisteredKey {
  /** The WebAuthn credential id, base64url. */
  readonly id: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
}

/** A key that was just registered. `aaguid` names its model, as a UUID; zeros where the key does not say. */
export interface NewKey extends RegisteredKey {
  readonly aaguid: string;
}

/** The JSON of a create or get without extensions: the PRF input is bytes, which JSON does not carry. */
export type KeyOptions = Record<string, unknown>;

function asOptions(options: object): KeyOptions {
  const { extensions: _, ...rest } = options as { extensions?: unknown } & KeyOptions;
  return rest;
}

/** User verification is required, nothing is stored on the key, and only a key that can be carried will do. */
export async function registrationOptions(input: {
  vaultName: string;
  memberId: string;
  memberName: string;
  challenge: Bytes;
  exclude: readonly RegisteredKey[];
}): Promise<KeyOptions> {
  return asOptions(
    await generateRegistrationOptions({
      rpName: 'Halligan',
      rpID: RP_ID,
      userID: copyOf(utf8(input.memberId)),
      userName: `${input.memberName} (${input.vaultName})`,
      userDisplayName: input.memberName,
      challenge: input.challenge,
      timeout: TOUCH_TIMEOUT_MS,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: input.exclude.map((key) => ({ id: key.id, transports: key.transports as AuthenticatorTransport[] })),
      authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged', authenticatorAttachment: 'cross-platform' },
    }),
  );
}

/** Any one of `allow` will do. */
export async function assertionOptions(input: { challenge: Bytes; allow: readonly RegisteredKey[] }): Promise<KeyOptions> {
  return asOptions(
    await generateAuthenticationOptions({
      rpID: RP_ID,
      challenge: input.challenge,
      timeout: TOUCH_TIMEOUT_MS,
      userVerification: 'required',
      allowCredentials: input.allow.map((key) => ({ id: key.id, transports: key.transports as AuthenticatorTransport[] })),
    }),
  );
}

/** Throws `key.bad_response` unless this registration answers `challenge`, from our origin, with user verification. */
export async function verifyRegistration(response: unknown, challenge: Bytes): Promise<NewKey> {
  const json = response as RegistrationResponseJSON; // shape is checked by the library, which throws on anything else
  let verified: Awaited<ReturnType<typeof verifyRegistrationResponse>>;
  try {
    verified = await verifyRegistrationResponse({
      response: json,
      expectedChallenge: toBase64url(challenge),
      expectedOrigin: RP_ORIGIN,
      expectedRPID: RP_ID,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
  } catch (cause) {
    throw refused(cause);
  }
  if (!verified.verified) throw new AppError('key.bad_response', 'the registration does not verify');
  const { credential, aaguid } = verified.registrationInfo;
  return { id: credential.id, publicKey: toBase64url(credential.publicKey), transports: credential.transports ?? [], aaguid };
}

/**
 * Throws `key.unknown` when another key answered, `key.not_verified` when it skipped the PIN, and `key.bad_response`
 * unless the assertion answers `challenge` from our origin with a good signature. Returns the key that answered.
 */
export async function verifyAssertion<Key extends RegisteredKey>(
  response: unknown,
  challenge: Bytes,
  allowed: readonly Key[],
): Promise<Key> {
  const json = response as AuthenticationResponseJSON; // as above
  const id = (response as { id?: unknown } | null)?.id;
  if (typeof id !== 'string') throw new AppError('key.bad_response', 'an assertion names its key');
  const key = allowed.find((candidate) => candidate.id === id);
  if (key === undefined) throw new AppError('key.unknown', 'this key is not one of those that were asked for');
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: json,
      expectedChallenge: toBase64url(challenge),
      expectedOrigin: RP_ORIGIN,
      expectedRPID: RP_ID,
      requireUserVerification: true,
      // Counters are not kept: many keys have none, and a key that was cloned is found by the person, not by a number.
      credential: { id: key.id, publicKey: fromBase64url(key.publicKey), counter: 0 },
    });
    if (!verified) throw new AppError('key.bad_response', 'the signature of this touch does not verify');
  } catch (cause) {
    throw refused(cause);
  }
  return key;
}

function refused(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/user verification|user could not be verified/i.test(message)) return new AppError('key.not_verified', message, { cause });
  return new AppError('key.bad_response', message, { cause });
}
