import { argon2id as noble } from '@noble/hashes/argon2.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { argon2id } from '../../../shared/crypto/argon2.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { memberKeys } from '../../../shared/format/identity.ts';
import { isId, makeId, parseId } from '../../../shared/format/ids.ts';
import { newPassphraseParameters, type PassphraseParameters, passphraseKey } from '../../../shared/format/passphrase.ts';
import { prfInput } from '../../../shared/format/prf.ts';
import { readWrap, unwrapSeed, type Wrap, type WrapPlace, type WrapSecrets, wrapSeed, writeWrap } from '../../../shared/format/wrap.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';
import { hmacSecretSalt } from '../../harness/crypto/hmac-secret-salt.ts';
import { flipped } from '../../harness/format/sample-vault.ts';

beforeAll(cryptoReady);

const random = seededRandom('wraps');
const place: WrapPlace = { vault: makeId('vault', random), member: makeId('member', random), key: 'a2V5' };
const seed = random(32);
const prfOutput = random(32);
const withPassphrase: WrapSecrets = { prfOutput, passphraseKey: random(32) };
const without: WrapSecrets = { prfOutput, passphraseKey: null };

describe('a wrapped member seed', () => {
  test.each([
    ['without a passphrase', without],
    ['with one', withPassphrase],
  ])('%s comes back, by value and by text', (_, secrets) => {
    const wrap = wrapSeed({ seed, secrets, place, random });
    expect(unwrapSeed({ wrap, secrets, place })).toEqual(seed);
    expect(readWrap(writeWrap(wrap))).toEqual(wrap);
  });

  test('two wraps of one seed under one key have nothing in common', () => {
    const [a, b] = [wrapSeed({ seed, secrets: without, place, random }), wrapSeed({ seed, secrets: without, place, random })];
    expect([a.salt, a.check, a.sealed].filter((part) => [b.salt, b.check, b.sealed].includes(part))).toEqual([]);
  });

  const cases: [string, { secrets?: WrapSecrets; place?: Partial<WrapPlace>; wrap?: Partial<Wrap> }, string, object][] = [
    ['another key’s PRF', { secrets: { ...withPassphrase, prfOutput: random(32) } }, 'key.did_not_unwrap', { damaged: false }],
    ['another vault', { place: { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA' } }, 'key.did_not_unwrap', { damaged: false }],
    ['another member', { place: { member: 'm_AAAAAAAAAAAAAAAAAAAAAA' } }, 'key.did_not_unwrap', { damaged: false }],
    ['another key id', { place: { key: 'b3RoZXI' } }, 'key.did_not_unwrap', { damaged: false }],
    ['another passphrase', { secrets: { ...withPassphrase, passphraseKey: random(32) } }, 'key.wrong_passphrase', { missing: false }],
    ['no passphrase', { secrets: without }, 'key.wrong_passphrase', { missing: true }],
    ['the flag turned off and no passphrase', { secrets: without, wrap: { passphrase: false } }, 'key.did_not_unwrap', { damaged: true }],
    ['a PRF output of 64 bytes', { secrets: { ...withPassphrase, prfOutput: random(64) } }, 'crypto.wrong_length', {}],
  ];
  test.each(cases)('does not open with %s', async (_, change, code, detail) => {
    const wrap = { ...wrapSeed({ seed, secrets: withPassphrase, place, random }), ...change.wrap };
    const act = (): unknown => unwrapSeed({ wrap, secrets: change.secrets ?? withPassphrase, place: { ...place, ...change.place } });
    expect(await refusalOf(act)).toBe(code);
    expect(act).toThrow(expect.objectContaining({ detail: expect.objectContaining(detail) }));
  });

  test('with any byte of it changed does not open', async () => {
    const wrap = wrapSeed({ seed, secrets: without, place, random });
    for (const field of ['salt', 'check', 'sealed'] as const) {
      for (let i = 0; i < fromBase64url(wrap[field]).length; i++) {
        const changed = { ...wrap, [field]: flipped(wrap[field], i) };
        expect(await refusalOf(() => unwrapSeed({ wrap: changed, secrets: without, place }))).toBe('key.did_not_unwrap');
      }
    }
  });

  test('reads only exactly what was written', async () => {
    const text = writeWrap(wrapSeed({ seed, secrets: without, place, random }));
    expect(await refusalOf(() => readWrap(`${text} `))).toBe('format.not_canonical');
    expect(await refusalOf(() => readWrap('{}'))).toBe('format.malformed');
    expect(await refusalOf(() => readWrap(text.replace('false', '0')))).toBe('format.malformed');
  });
});

describe('a passphrase', () => {
  const cheap: PassphraseParameters = { ...newPassphraseParameters(random), memoryKiB: 65_536, passes: 1 };

  test('is the same whichever way its accents are typed', async () => {
    const [composed, decomposed] = await Promise.all([passphraseKey('f\u00fcnf Stühle', cheap), passphraseKey('fu\u0308nf Stühle', cheap)]);
    expect(composed).toEqual(decomposed);
    expect(composed).not.toEqual(await passphraseKey('funf Stühle', cheap));
  });

  test('takes 256 MiB and 3 passes where it is new', () => {
    expect(newPassphraseParameters(random)).toMatchObject({ algorithm: 'argon2id', version: 19, memoryKiB: 262_144, passes: 3, lanes: 1 });
  });

  test('is refused outside its bounds before it takes any memory', async () => {
    for (const change of [
      { memoryKiB: 65_535 },
      { memoryKiB: 1_048_577 },
      { memoryKiB: 2 ** 40 },
      { passes: 0 },
      { passes: 17 },
      { passes: 1.5 },
    ]) {
      expect(await refusalOf(() => passphraseKey('x', { ...cheap, ...change }))).toBe('crypto.bad_parameters');
    }
  });

  test('agrees with another implementation of Argon2id', async () => {
    const key = await argon2id(utf8('password'), { memoryKiB: 65_536, passes: 2, salt: utf8('somesalt12345678') });
    expect(toHex(key)).toBe(toHex(noble(utf8('password'), utf8('somesalt12345678'), { t: 2, m: 65_536, p: 1, dkLen: 32 })));
  });
});

describe('what depends on ids alone', () => {
  test('a member’s keys differ in another vault and for another member', () => {
    const base = memberKeys(seed, place);
    for (const other of [memberKeys(seed, { ...place, vault: 'v_x' }), memberKeys(seed, { ...place, member: 'm_x' })]) {
      expect(other.kem.publicKey).not.toEqual(base.kem.publicKey);
      expect(other.signing.publicKey).not.toEqual(base.signing.publicKey);
    }
    expect(memberKeys(seed, place)).toEqual(base);
  });

  test('the PRF input is one a vault, and its hmac-secret salt is WebAuthn’s', () => {
    expect(prfInput(place.vault)).toHaveLength(32);
    expect(prfInput(place.vault)).not.toEqual(prfInput('v_x'));
    expect(hmacSecretSalt(utf8('in'))).toEqual(portableSha256(utf8('WebAuthn PRF\0in')));
  });

  test('ids have one form', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isId('vault', text)).toBe(false);
      }),
    );
    const id = makeId('request', random);
    expect(parseId('request', id)).toBe(id);
    expect(id).toMatch(/^r_[A-Za-z0-9_-]{22}$/);
    const last = id.slice(-1);
    const twin = `${id.slice(0, -1)}${last === 'A' ? 'B' : String.fromCharCode(last.charCodeAt(0) + 1)}`;
    for (const wrong of [id.replace('r_', 'm_'), `${id}A`, id.slice(0, -1), twin, `${id.slice(0, -1)}=`, '']) {
      expect(isId('request', wrong)).toBe(false);
      expect(() => parseId('request', wrong)).toThrow(expect.objectContaining({ code: 'format.malformed' }));
    }
  });
});
