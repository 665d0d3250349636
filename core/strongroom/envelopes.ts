/** Keys for one message each: what the renderer seals to one of them is read once, by purpose, and the key is gone. */
import { webcrypto } from 'node:crypto';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, fromBase64url, fromUtf8 } from '../../shared/base/bytes.ts';
import { type EnvelopeKey, makeEnvelopeKey, openEnvelope, sealEnvelope } from '../../shared/contract/envelope.ts';
import type { SealedEnvelope } from '../../shared/contract/strongroom-calls.ts';

/** More unused keys than any screen needs: the oldest is dropped, so that asking for keys cannot fill the memory. */
const MAX_UNUSED_KEYS = 64;

/** What a touch brings: the PRF output, and the passphrase where one was asked for. */
export interface TouchSecrets {
  readonly prf: Bytes;
  readonly passphrase: string | null;
}

export class Envelopes {
  readonly #keys = new Map<string, EnvelopeKey<webcrypto.CryptoKey>>();
  #next = 1;

  async issue(): Promise<{ key: string; publicKey: Bytes }> {
    const made = await makeEnvelopeKey<webcrypto.CryptoKey>(webcrypto.subtle);
    const key = `e${this.#next++}`;
    this.#keys.set(key, made);
    const oldest = this.#keys.keys().next().value;
    if (this.#keys.size > MAX_UNUSED_KEYS && oldest !== undefined) this.#keys.delete(oldest);
    return { key, publicKey: made.publicKey };
  }

  /** Throws `strongroom.bad_envelope` for an unknown or used key, another purpose, or anything that is not JSON. */
  async openJson(envelope: SealedEnvelope, purpose: string): Promise<Readonly<Record<string, unknown>>> {
    const key = this.#keys.get(envelope.key);
    if (key === undefined) throw new AppError('strongroom.bad_envelope', 'this envelope key is unknown, or was used already');
    this.#keys.delete(envelope.key);
    const plain = await openEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, key, new Uint8Array(envelope.sealed), purpose);
    try {
      const value: unknown = JSON.parse(fromUtf8(plain));
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
      return value as Readonly<Record<string, unknown>>;
    } catch {
      // No cause: a JSON error quotes the text, which is a secret here.
      throw new AppError('strongroom.bad_envelope', 'this envelope does not hold a JSON object');
    } finally {
      plain.fill(0);
    }
  }

  async openTouch(envelope: SealedEnvelope): Promise<TouchSecrets> {
    const value = await this.openJson(envelope, 'key');
    const { prf, passphrase } = value;
    if (typeof prf !== 'string') throw new AppError('key.no_prf', 'the touch brought no PRF output');
    const bytes = fromBase64url(prf);
    if (bytes.length !== 32) throw new AppError('key.no_prf', 'a PRF output has 32 bytes');
    if (passphrase !== null && typeof passphrase !== 'string')
      throw new AppError('strongroom.bad_envelope', 'a passphrase is text or null');
    return { prf: bytes, passphrase };
  }
}

/** Seals a revealed value to the renderer's one-time key. */
export function sealReveal(to: Bytes, value: Bytes): Promise<Bytes> {
  return sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, new Uint8Array(to), value, 'reveal');
}
