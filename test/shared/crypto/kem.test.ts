import { sha3_256, shake256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { concat, copyOf, fromHex, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { CAEAD_OVERHEAD, openCaead, sealCaead } from '../../../shared/crypto/caead.ts';
import { openSealed, SEAL_OVERHEAD, sealTo } from '../../../shared/crypto/kem.ts';
import { pae } from '../../../shared/crypto/pae.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { kemDecapsulate, kemEncapsulate, kemKeyPair } from '../../../shared/crypto/xwing.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';
import { mlkemDecapsulate, mlkemEncapsulate, mlkemKeyPair } from '../../harness/crypto/mlkem.ts';
import { x25519 } from '../../harness/crypto/x25519.ts';

beforeAll(cryptoReady);
const random = seededRandom('kem');
const info = pae(['halligan/v1 test', 'v_x']);
const BASE_POINT = concat(new Uint8Array([9]), new Uint8Array(31));

describe('X-Wing', () => {
  test('gives the secret of the first vector of draft-connolly-cfrg-xwing-kem', () => {
    const pair = kemKeyPair(fromHex('7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26'));
    const randomness =
      '3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e235b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2';
    const { ciphertext, secret } = kemEncapsulate(pair.publicKey, fromHex(randomness));
    expect(toHex(secret)).toBe('d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384');
    expect(kemDecapsulate(pair.secretKey, ciphertext)).toEqual(secret);
  });

  test('is ML-KEM-768 and X25519 under SHA3-256, as its draft says', () => {
    const seed = random(32);
    const expanded = shake256(seed, { dkLen: 96 });
    const mlkem = mlkemKeyPair(expanded.slice(0, 64));
    const x25519Secret = expanded.slice(64);
    const pair = kemKeyPair(seed);
    const x25519Public = x25519(x25519Secret, BASE_POINT);
    expect(pair.publicKey).toEqual(concat(mlkem.publicKey, x25519Public));
    const randomness = random(64);
    const { ciphertext, secret } = kemEncapsulate(pair.publicKey, randomness);
    const lattice = mlkemEncapsulate(mlkem.publicKey, randomness.slice(0, 32));
    const ephemeral = x25519(randomness.slice(32), BASE_POINT);
    expect(ciphertext).toEqual(concat(lattice.ciphertext, ephemeral));
    expect(mlkemDecapsulate(mlkem.secretKey, lattice.ciphertext)).toEqual(lattice.secret);
    const parts = [lattice.secret, x25519(x25519Secret, ephemeral), ephemeral, x25519Public, fromHex('5c2e2f2f5e5c')];
    expect(secret).toEqual(copyOf(sha3_256(concat(...parts))));
  });

  test('refuses what has another length', async () => {
    const pair = kemKeyPair(random(32));
    expect(await refusalOf(() => kemKeyPair(random(31)))).toBe('crypto.wrong_length');
    expect(await refusalOf(() => kemEncapsulate(pair.publicKey.slice(1), random(64)))).toBe('crypto.wrong_length');
    expect(await refusalOf(() => kemEncapsulate(pair.publicKey, random(32)))).toBe('crypto.wrong_length');
    expect(await refusalOf(() => kemDecapsulate(pair.secretKey, random(1119)))).toBe('crypto.wrong_length');
  });
});

describe('what is sealed to a public key', () => {
  test('comes back for any plaintext', () => {
    const pair = kemKeyPair(random(32));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (plaintext) => {
        const blob = sealTo(pair.publicKey, plaintext, info, random);
        expect(blob).toHaveLength(plaintext.length + SEAL_OVERHEAD);
        expect(openSealed(pair.secretKey, blob, info)).toEqual(copyOf(plaintext));
      }),
      { numRuns: 50 },
    );
  });

  test('opens with no other key and for no other info', async () => {
    const [mine, other] = [kemKeyPair(random(32)), kemKeyPair(random(32))];
    const blob = sealTo(mine.publicKey, utf8('secret'), info, random);
    expect(await refusalOf(() => openSealed(other.secretKey, blob, info))).toBe('crypto.not_committed');
    expect(await refusalOf(() => openSealed(mine.secretKey, blob, pae(['halligan/v1 test', 'v_y'])))).toBe('crypto.not_committed');
    expect(await refusalOf(() => openSealed(mine.secretKey, blob.slice(0, SEAL_OVERHEAD - 1), info))).toBe('crypto.wrong_length');
  });

  test('is refused with any bit changed', async () => {
    const pair = kemKeyPair(random(32));
    const blob = sealTo(pair.publicKey, utf8('secret'), info, random);
    for (let i = 0; i < blob.length; i++) {
      const changed = copyOf(blob);
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      expect(await refusalOf(() => openSealed(pair.secretKey, changed, info))).toMatch(/^crypto\.(not_committed|did_not_open)$/);
    }
  });
});

describe('CAEAD', () => {
  const key = random(32);
  const aad = utf8('aad');

  test('comes back for any plaintext and aad', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 40 }), (plaintext, bound) => {
        const blob = sealCaead(key, plaintext, bound, random);
        expect(blob).toHaveLength(plaintext.length + CAEAD_OVERHEAD);
        expect(openCaead(key, blob, bound)).toEqual(copyOf(plaintext));
      }),
    );
  });

  test('commits to its key: no blob opens under two', async () => {
    const blob = sealCaead(key, utf8('secret'), aad, random);
    expect(await refusalOf(() => openCaead(random(32), blob, aad))).toBe('crypto.not_committed');
    // XChaCha20-Poly1305 alone would let a forger make one ciphertext for two keys; the commitment of the first is not the second's.
    const second = random(32);
    const spliced = concat(blob.subarray(0, 56), sealCaead(second, utf8('other!'), aad, () => blob.slice(0, 24)).subarray(56));
    expect(await refusalOf(() => openCaead(second, spliced, aad))).toBe('crypto.not_committed');
    expect(await refusalOf(() => openCaead(key, spliced, aad))).toBe('crypto.did_not_open');
  });

  test('says which part was changed, and opens in no case', async () => {
    const blob = sealCaead(key, utf8('secret'), aad, random);
    for (let i = 0; i < blob.length; i++) {
      const changed = copyOf(blob);
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      expect(await refusalOf(() => openCaead(key, changed, aad))).toBe(i < 56 ? 'crypto.not_committed' : 'crypto.did_not_open');
    }
    expect(await refusalOf(() => openCaead(key, blob, utf8('bad')))).toBe('crypto.did_not_open');
    expect(await refusalOf(() => openCaead(key, blob.slice(0, 71), aad))).toBe('crypto.wrong_length');
    expect(await refusalOf(() => openCaead(random(16), blob, aad))).toBe('crypto.wrong_length');
  });

  test('never takes its nonce from a broken generator', async () => {
    expect(await refusalOf(() => sealCaead(key, aad, aad, (length) => new Uint8Array(length)))).toBe('crypto.random_failed');
    expect(await refusalOf(() => sealCaead(key, aad, aad, () => random(23)))).toBe('crypto.random_failed');
  });
});
