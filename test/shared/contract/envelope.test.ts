import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../shared/base/bytes.ts';
import { makeEnvelopeKey, openEnvelope, sealEnvelope } from '../../../shared/contract/envelope.ts';

const { subtle } = webcrypto;

describe('an envelope', () => {
  it('opens with its key and purpose', async () => {
    const key = await makeEnvelopeKey<webcrypto.CryptoKey>(subtle);
    const sealed = await sealEnvelope<webcrypto.CryptoKey>(subtle, key.publicKey, utf8('prf'), 'key');
    expect(await openEnvelope<webcrypto.CryptoKey>(subtle, key, sealed, 'key')).toEqual(utf8('prf'));
  });

  it('refuses another purpose, another key and every flipped byte', async () => {
    const key = await makeEnvelopeKey<webcrypto.CryptoKey>(subtle);
    const other = await makeEnvelopeKey<webcrypto.CryptoKey>(subtle);
    const sealed = await sealEnvelope<webcrypto.CryptoKey>(subtle, key.publicKey, utf8('prf'), 'key');
    const refused = { code: 'strongroom.bad_envelope' };
    await expect(openEnvelope<webcrypto.CryptoKey>(subtle, key, sealed, 'deposit')).rejects.toMatchObject(refused);
    await expect(openEnvelope<webcrypto.CryptoKey>(subtle, other, sealed, 'key')).rejects.toMatchObject(refused);
    for (let i = 0; i < sealed.length; i++) {
      const bad = sealed.slice();
      bad[i] = (bad[i] as number) ^ 1;
      await expect(openEnvelope<webcrypto.CryptoKey>(subtle, key, bad, 'key')).rejects.toMatchObject(refused);
    }
    await expect(openEnvelope<webcrypto.CryptoKey>(subtle, key, sealed.slice(0, 40), 'key')).rejects.toMatchObject(refused);
  });
});
