import { webcrypto } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Envelopes, sealReveal } from '../../../core/strongroom/envelopes.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import { fromUtf8, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { makeEnvelopeKey, openEnvelope } from '../../../shared/contract/envelope.ts';
import { enveloped, touched } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

const PRF = new Uint8Array(32).fill(7);

describe('an envelope', () => {
  let envelopes: Envelopes;
  beforeEach(() => {
    envelopes = new Envelopes();
  });

  it('gives what was sealed to it, once', async () => {
    const envelope = await enveloped(envelopes, { fields: { password: 'x' } }, 'deposit');
    expect(await envelopes.openJson(envelope, 'deposit')).toEqual({ fields: { password: 'x' } });
    await refused(envelopes.openJson(envelope, 'deposit'), 'strongroom.bad_envelope');
  });

  it('does not open for another purpose, and not afterwards for its own', async () => {
    const envelope = await enveloped(envelopes, { prf: 'x' }, 'key');
    await refused(envelopes.openJson(envelope, 'deposit'), 'strongroom.bad_envelope');
    await refused(envelopes.openJson(envelope, 'key'), 'strongroom.bad_envelope');
  });

  it('does not open with a key that it was not sealed to', async () => {
    const [one, other] = [await enveloped(envelopes, {}, 'key'), await enveloped(envelopes, {}, 'key')];
    await refused(envelopes.openJson({ ...one, key: other.key }, 'key'), 'strongroom.bad_envelope');
    expect(await envelopes.openJson(one, 'key')).toEqual({});
  });

  it.each(['e4711', '', '__proto__'])('is refused when its key %j was never issued', async (key) => {
    const { sealed } = await enveloped(envelopes, {}, 'key');
    await refused(envelopes.openJson({ key, sealed }, 'key'), 'strongroom.bad_envelope');
  });

  it('is refused by another strongroom, whose keys have the same names', async () => {
    const envelope = await enveloped(envelopes, {}, 'key');
    const other = new Envelopes();
    expect((await other.issue()).key).toBe(envelope.key);
    await refused(other.openJson(envelope, 'key'), 'strongroom.bad_envelope');
  });

  it('is refused when any part of it was changed or is missing', async () => {
    for (const part of ['sender', 'text', 'tag', 'end', 'all'] as const) {
      const { key, sealed } = await enveloped(envelopes, { a: 1 }, 'key');
      const changed = sealed.slice(0, part === 'all' ? 0 : part === 'end' ? -1 : sealed.length);
      const place = { sender: 3, text: 33, tag: sealed.length - 1, end: null, all: null }[part];
      if (place !== null) changed[place] = (changed[place] ?? 0) ^ 1;
      await refused(envelopes.openJson({ key, sealed: changed }, 'key'), 'strongroom.bad_envelope');
    }
  });

  it.each(['not JSON: CANARY', '"CANARY"', '["CANARY"]', 'null', '4711', ''])(
    'holds an object, not %j, which is not quoted',
    async (text) => {
      const work = enveloped(envelopes, text, 'key').then((envelope) => envelopes.openJson(envelope, 'key'));
      const error = await work.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(isAppError(error) ? error.code : error).toBe('strongroom.bad_envelope');
      expect([(error as Error).cause, (error as Error).message.includes('CANARY')]).toEqual([undefined, false]);
    },
  );

  it('is forgotten when 64 newer ones wait: asking for keys cannot fill the memory', async () => {
    const [first, second] = [await enveloped(envelopes, { n: 1 }, 'key'), await enveloped(envelopes, { n: 2 }, 'key')];
    for (let n = 0; n < 63; n++) await envelopes.issue();
    await refused(envelopes.openJson(first, 'key'), 'strongroom.bad_envelope');
    expect(await envelopes.openJson(second, 'key')).toEqual({ n: 2 });
  });
});

describe('a touch', () => {
  const envelopes = new Envelopes();

  it('brings the PRF output, and the passphrase where one was asked for', async () => {
    expect(await envelopes.openTouch(await touched(envelopes, PRF))).toEqual({ prf: PRF, passphrase: null });
    expect(await envelopes.openTouch(await touched(envelopes, PRF, 'harbour'))).toEqual({ prf: PRF, passphrase: 'harbour' });
  });

  it.each([
    ['no PRF output', { passphrase: null }, 'key.no_prf'],
    ['a PRF output that is no text', { prf: [1, 2], passphrase: null }, 'key.no_prf'],
    ['one that is short', { prf: toBase64url(PRF.slice(1)), passphrase: null }, 'key.no_prf'],
    ['one that is long', { prf: toBase64url(new Uint8Array(33)), passphrase: null }, 'key.no_prf'],
    ['an empty one', { prf: '', passphrase: null }, 'key.no_prf'],
    ['one that is not base64url', { prf: '!'.repeat(43), passphrase: null }, 'bytes.not_base64'],
    ['a passphrase that is no text', { prf: toBase64url(PRF), passphrase: 7 }, 'strongroom.bad_envelope'],
    ['no word of a passphrase', { prf: toBase64url(PRF) }, 'strongroom.bad_envelope'],
  ] as const)('is refused with %s', async (_, message, code) => {
    await refused(envelopes.openTouch(await enveloped(envelopes, message, 'key')), code);
  });

  it('is not what was sealed as a deposit', async () => {
    const message = { prf: toBase64url(PRF), passphrase: null };
    await refused(envelopes.openTouch(await enveloped(envelopes, message, 'deposit')), 'strongroom.bad_envelope');
  });
});

describe('a revealed value', () => {
  it('is read with the key that it was sealed to, as a reveal, and with no other', async () => {
    const [mine, other] = [
      await makeEnvelopeKey<webcrypto.CryptoKey>(webcrypto.subtle),
      await makeEnvelopeKey<webcrypto.CryptoKey>(webcrypto.subtle),
    ];
    const sealed = await sealReveal(mine.publicKey, utf8('pass-1'));
    expect(Buffer.from(sealed).includes('pass-1')).toBe(false);
    const open = (key: typeof mine, purpose: string) => openEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, key, sealed, purpose);
    expect(fromUtf8(await open(mine, 'reveal'))).toBe('pass-1');
    await refused(open(mine, 'key'), 'strongroom.bad_envelope');
    await refused(open(other, 'reveal'), 'strongroom.bad_envelope');
  });
});
