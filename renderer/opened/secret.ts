import { fromBase64url, fromUtf8, toBase64url } from '../../shared/base/bytes.ts';
import { makeEnvelopeKey, openEnvelope } from '../../shared/contract/envelope.ts';
import { ask } from '../border/ask.ts';

/** One field's value, and until when it may be shown. */
export interface ShownSecret {
  readonly value: string;
  /** `performance.now()` at which it hides itself. */
  readonly hidesAt: number;
}

/**
 * Asks for one field and opens its envelope here: main never sees the value. The log has it before it is decrypted.
 * Throws `AppError`: `window.…`, `log.…`, `strongroom.…`.
 */
export async function askToReveal(credential: string, field: string, how: 'shown' | 'large'): Promise<ShownSecret> {
  const mine = await makeEnvelopeKey(crypto.subtle);
  const answer = await ask('window.reveal', { credential, field, how, to: toBase64url(mine.publicKey) });
  const bytes = await openEnvelope(crypto.subtle, mine, fromBase64url(answer.sealed), 'reveal');
  const value = fromUtf8(bytes);
  bytes.fill(0);
  return { value, hidesAt: performance.now() + answer.hidesInMs };
}
