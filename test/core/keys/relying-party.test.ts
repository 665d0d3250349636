import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertionOptions, registrationOptions, verifyAssertion, verifyRegistration } from '../../../core/keys/relying-party.ts';
import { assertSimulated, makeSimulatedKey, registerSimulated } from '../../../core/keys/simulated-key.ts';
import { copyOf, fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';

const random = (length: number) => copyOf(randomBytes(length));
const challenge = random(32);
const key = makeSimulatedKey('m_mara', '1', random);

async function registered() {
  const options = await registrationOptions({ vaultName: 'Test', memberId: 'm_mara', memberName: 'Mara', challenge, exclude: [] });
  return { options, response: registerSimulated(key, options) };
}

describe('a registration', () => {
  it('holds for its challenge and gives the key', async () => {
    const { options, response } = await registered();
    expect(options).toMatchObject({
      rp: { id: 'halligan.localhost' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    });
    expect(options).not.toHaveProperty('extensions');
    expect(await verifyRegistration(response, challenge)).toMatchObject({ id: key.id, publicKey: key.publicKey });
  });

  it('is refused for another challenge, without verification and as garbage', async () => {
    const { response } = await registered();
    await expect(verifyRegistration(response, random(32))).rejects.toMatchObject({ code: 'key.bad_response' });
    await expect(verifyRegistration({ id: 'x' }, challenge)).rejects.toMatchObject({ code: 'key.bad_response' });
    await expect(verifyRegistration(null, challenge)).rejects.toMatchObject({ code: 'key.bad_response' });
  });
});

describe('an assertion', () => {
  it('holds, and its PRF is stable for one input and differs for another', async () => {
    const options = await assertionOptions({ challenge, allow: [{ ...key, transports: [] }] });
    const input = random(32);
    const first = assertSimulated(key, options, input);
    await expect(verifyAssertion(first.response, challenge, [{ ...key, transports: [] }])).resolves.toMatchObject({ id: key.id });
    expect(assertSimulated(key, options, input).prf).toEqual(first.prf);
    expect(assertSimulated(key, options, random(32)).prf).not.toEqual(first.prf);
  });

  it('is refused from another key, for another challenge, with a flipped signature, and without verification', async () => {
    const allow = [{ ...key, transports: [] }];
    const options = await assertionOptions({ challenge, allow });
    const { response } = assertSimulated(key, options, random(32));
    const other = makeSimulatedKey('m_ito', '1', random);
    await expect(verifyAssertion(assertSimulated(other, options, random(32)).response, challenge, allow)).rejects.toMatchObject({
      code: 'key.unknown',
    });
    await expect(verifyAssertion(response, random(32), allow)).rejects.toMatchObject({ code: 'key.bad_response' });
    const inner = response['response'] as { signature: string; authenticatorData: string };
    const signature = fromBase64url(inner.signature);
    signature[20] = (signature[20] as number) ^ 1;
    await expect(
      verifyAssertion({ ...response, response: { ...inner, signature: toBase64url(signature) } }, challenge, allow),
    ).rejects.toMatchObject({ code: 'key.bad_response' });
    const data = fromBase64url(inner.authenticatorData);
    data[32] = 0x01;
    await expect(
      verifyAssertion({ ...response, response: { ...inner, authenticatorData: toBase64url(data) } }, challenge, allow),
    ).rejects.toMatchObject({ code: 'key.not_verified' });
    await expect(verifyAssertion({ id: key.id }, challenge, allow)).rejects.toMatchObject({ code: 'key.bad_response' });
    await expect(verifyAssertion(null, challenge, allow)).rejects.toMatchObject({ code: 'key.bad_response' });
  });
});
