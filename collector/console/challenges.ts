/** What a passkey signs: each once, for five minutes. Any process of the collector may take what another gave out. */
import { AppError } from '../../shared/base/app-error.ts';
import { copyOf, fromBase64url, fromUtf8, toBase64url } from '../../shared/base/bytes.ts';
import type { Collector } from '../ground/collector.ts';
import { secretHash } from './secret-hash.ts';

const GOOD_MS = 300_000;
/** The most challenges that may be open at once. Anybody may ask for one, so the number is limited; past it the answer is "try again". */
const MOST_WAITING = 1_000;

/** `join`: to register a passkey; `sign-in`: to use one. */
export type ChallengePurpose = 'join' | 'sign-in';

/** A new one, base64url. Throws `collector.too_many`. */
export async function giveChallenge({ db, now, random }: Collector, purpose: ChallengePurpose): Promise<string> {
  const challenge = toBase64url(copyOf(random(32)));
  await db.transaction(async (tx) => {
    await tx.run('DELETE FROM challenge WHERE expires_at <= ?', now());
    const waiting = await tx.one<{ count: number }>('SELECT COUNT(*) AS count FROM challenge');
    if ((waiting?.count ?? 0) >= MOST_WAITING) throw new AppError('collector.too_many', 'too many people begin to sign in');
    await tx.insert('challenge', ['hash', 'purpose', 'expires_at'], [[secretHash(challenge), purpose, now() + GOOD_MS]]);
  });
  return challenge;
}

/** The challenge that an answer names, taken: it is good for no other answer. Throws `collector.passkey_refused`. */
export async function takeChallenge({ db, now }: Collector, purpose: ChallengePurpose, clientData: string): Promise<string> {
  const challenge = challengeIn(clientData);
  const taken = await db.transaction((tx) =>
    tx.run('DELETE FROM challenge WHERE hash = ? AND purpose = ? AND expires_at > ?', secretHash(challenge), purpose, now()),
  );
  if (taken !== 1) throw new AppError('collector.passkey_refused', 'a challenge that nobody gave out, or that was used');
  return challenge;
}

function challengeIn(clientData: string): string {
  try {
    const { challenge } = JSON.parse(fromUtf8(fromBase64url(clientData))) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch (cause) {
    throw new AppError('collector.passkey_refused', 'not the answer of a passkey', { cause });
  }
}
