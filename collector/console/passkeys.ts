/** Passkeys of the people who read here: registered through a link, then the only way in. WebAuthn by SimpleWebAuthn. */
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { copyOf, fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { Collector } from '../ground/collector.ts';
import { appendOwn } from '../store/own-log.ts';
import { giveChallenge, takeChallenge } from './challenges.ts';
import { openInvitation, spendInvitation } from './invitations.ts';
import { openSession } from './session.ts';

const TIMEOUT_MS = 300_000;
/** COSE: ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];

/** What a passkey is registered to for ever: the page's origin, and the host in it. */
export interface Site {
  readonly origin: string;
  readonly rpId: string;
}

interface PasskeyRow {
  readonly id: string;
  readonly account: string;
  readonly public_key: Uint8Array;
  readonly counter: number;
}

/** The browser's question for a new passkey. Throws what `openInvitation` throws. */
export async function beginJoin(collector: Collector, { rpId }: Site, code: string, name: string) {
  await openInvitation(collector.db, collector.now(), code);
  return generateRegistrationOptions({
    rpName: `Halligan collector ${collector.keys.receipts.key.name}`,
    rpID: rpId,
    userID: copyOf(collector.random(16)),
    userName: name,
    userDisplayName: name,
    challenge: fromBase64url(await giveChallenge(collector, 'join')),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
  });
}

/**
 * Registers the passkey that answered, uses the link up and signs the person in: the cookie's value. Throws what
 * `openInvitation` throws, and `collector.passkey_refused`.
 */
export async function finishJoin(
  collector: Collector,
  site: Site,
  { code, name, response }: { readonly code: string; readonly name: string; readonly response: RegistrationResponseJSON },
): Promise<string> {
  const invitation = await openInvitation(collector.db, collector.now(), code);
  const challenge = await takeChallenge(collector, 'join', response.response.clientDataJSON);
  const { credential } = await registered(site, challenge, response);
  const { keys, now, random } = collector;
  const at = now();
  const account = `u_${toBase64url(copyOf(random(12)))}`;
  return collector.db.transaction(async (tx) => {
    await spendInvitation(tx, at, invitation);
    await tx.insert('account', ['id', 'name', 'role', 'made_at', 'made_by'], [[account, name, invitation.role, at, invitation.made_by]]);
    const columns = ['id', 'account', 'public_key', 'counter', 'transports', 'made_at', 'used_at'];
    const { id, publicKey, counter, transports = [] } = credential;
    await tx.insert('passkey', columns, [[id, account, publicKey, counter, transports.join(' '), at, at]]);
    const session = await openSession(tx, collector, account);
    await appendOwn(tx, keys.heads, at, [{ act: 'account.active', who: account, d: { role: invitation.role } }]);
    return session;
  });
}

async function registered({ origin, rpId }: Site, challenge: string, response: RegistrationResponseJSON) {
  const { verified, registrationInfo } = await refusing(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified) throw new AppError('collector.passkey_refused', 'the registration does not verify');
  return registrationInfo;
}

/** The browser's question for a passkey of this site, whichever the person has. */
export async function beginSignIn(collector: Collector, { rpId }: Site) {
  return generateAuthenticationOptions({
    rpID: rpId,
    challenge: fromBase64url(await giveChallenge(collector, 'sign-in')),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  });
}

/** Signs the person of this passkey in: the cookie's value. Throws `collector.passkey_refused`. */
export async function finishSignIn(collector: Collector, site: Site, response: AuthenticationResponseJSON): Promise<string> {
  const challenge = await takeChallenge(collector, 'sign-in', response.response.clientDataJSON);
  const { db, keys, now } = collector;
  const key = await db.one<PasskeyRow>(
    'SELECT p.id, p.account, p.public_key, p.counter FROM passkey p JOIN account a ON a.id = p.account WHERE p.id = ? AND a.removed_at IS NULL',
    response.id,
  );
  if (key === null) throw new AppError('collector.passkey_refused', 'a passkey that is not registered here');
  const counter = await answeredBy(key, site, challenge, response).catch(async (error: unknown) => {
    if (isAppError(error, 'collector.passkey_refused'))
      await db.transaction((tx) => appendOwn(tx, keys.heads, now(), [{ act: 'account.refused', who: key.account }]));
    throw error;
  });
  return db.transaction(async (tx) => {
    const at = now();
    // Two answers with one count cannot both be the passkey's own: the slower is refused.
    const moved = await tx.run(
      'UPDATE passkey SET counter = ?, used_at = ? WHERE id = ? AND counter = ?',
      counter,
      at,
      key.id,
      key.counter,
    );
    if (moved !== 1) throw new AppError('collector.passkey_refused', 'the passkey was used meanwhile');
    const session = await openSession(tx, collector, key.account);
    await appendOwn(tx, keys.heads, at, [{ act: 'account.sign_in', who: key.account }]);
    return session;
  });
}

/** The passkey's new count, which is larger than the last unless it keeps none. */
async function answeredBy(key: PasskeyRow, { origin, rpId }: Site, challenge: string, response: AuthenticationResponseJSON) {
  const { verified, authenticationInfo } = await refusing(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: { id: key.id, publicKey: copyOf(key.public_key), counter: key.counter, transports: [] as AuthenticatorTransport[] },
    }),
  );
  if (!verified) throw new AppError('collector.passkey_refused', 'the signature of the passkey does not verify');
  return authenticationInfo.newCounter;
}

/** The library throws plain errors of whatever it does not like in what the browser sent. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('collector.passkey_refused', cause instanceof Error ? cause.message : 'not an answer', { cause });
  }
}
