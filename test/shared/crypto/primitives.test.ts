import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf, fromHex, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256, sha256Stream } from '../../../shared/crypto/hash.ts';
import { pae } from '../../../shared/crypto/pae.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { combineSecret, shareIndex, splitSecret } from '../../../shared/crypto/shamir.ts';
import { sign, signingKeyPair, verify } from '../../../shared/crypto/sign.ts';
import { wipe } from '../../../shared/crypto/wipe.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';

beforeAll(cryptoReady);
const random = seededRandom('primitives');

test('nothing of libsodium is used before it is ready, and the caller is told', () => {
  const script = `import('./shared/crypto/sign.ts').then((m) => m.signingKeyPair(new Uint8Array(32))).catch((e) => console.log(e.message))`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toContain('await cryptoReady()');
});

test('PAE is PASETO’s, and no two lists have one encoding', () => {
  // https://github.com/paseto-standard/paseto-spec/blob/master/docs/01-Protocol-Versions/Common.md
  expect(toHex(pae([]))).toBe('0000000000000000');
  expect(toHex(pae(['']))).toBe('01000000000000000000000000000000');
  expect(toHex(pae(['test']))).toBe('0100000000000000040000000000000074657374');
  const lists = fc.array(fc.string({ unit: 'grapheme', maxLength: 5 }), { maxLength: 4 });
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      expect(toHex(pae(a)) === toHex(pae(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
  expect(() => pae(['\ud800'])).toThrow(expect.objectContaining({ code: 'bytes.not_well_formed' }));
});

test('SHA-256 in pieces is SHA-256', () => {
  expect(toHex(portableSha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const stream = sha256Stream();
  stream.update(utf8('a'));
  stream.update(utf8('bc'));
  expect(stream.digest()).toEqual(portableSha256(utf8('abc')));
});

test('a signature is by its key over its bytes and nothing else', async () => {
  const pair = signingKeyPair(random(32));
  const message = utf8('charter');
  const signature = sign(message, pair.secretKey);
  verify(message, signature, pair.publicKey);
  const other = signingKeyPair(random(32)).publicKey;
  const attacks: [Uint8Array, Uint8Array, Uint8Array][] = [
    [utf8('Charter'), signature, pair.publicKey],
    [message, signature, other],
    [message, new Uint8Array(64), pair.publicKey],
    [message, signature.slice(1), pair.publicKey],
    [message, signature, new Uint8Array(32)],
    [message, signature, pair.publicKey.slice(1)],
    // A small-order key verifies anything for a naive verifier.
    [message, new Uint8Array(64), fromHex('0100000000000000000000000000000000000000000000000000000000000000')],
  ];
  for (const [bytes, by, key] of attacks) expect(await refusalOf(() => verify(bytes, by, key))).toBe('crypto.bad_signature');
  for (let i = 0; i < 64; i++) {
    const changed = copyOf(signature);
    changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
    expect(await refusalOf(() => verify(message, changed, pair.publicKey))).toBe('crypto.bad_signature');
  }
  expect(await refusalOf(() => sign(message, random(32)))).toBe('crypto.wrong_length');
});

describe('Shamir', () => {
  test('gives the secret back from any shares enough, and from no fewer', async () => {
    const thresholds = fc.integer({ min: 1, max: 12 }).chain((of) => fc.tuple(fc.integer({ min: 1, max: of }), fc.constant(of)));
    await fc.assert(
      fc.asyncProperty(thresholds, fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), async ([need, of], secret, rotate) => {
        const shares = await splitSecret(secret, need, of);
        const chosen = Array.from({ length: need }, (_, i) => shares[(i + rotate) % of] ?? new Uint8Array(0));
        expect(await combineSecret(chosen, need, secret.length)).toEqual(copyOf(secret));
        expect(await refusalOf(() => combineSecret(chosen.slice(1), need, secret.length))).toBe(
          need === 1 ? 'share.too_few' : 'share.too_few',
        );
        if (need > 1) expect(new Set(shares.map(shareIndex)).size).toBe(of);
      }),
    );
  });

  test('checks what the library does not', async () => {
    const shares = await splitSecret(random(32), 3, 5);
    const [a, b, c, d] = shares as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const forged = copyOf(c).fill(0, 32);
    expect(await refusalOf(() => combineSecret([a, b, forged], 3, 32))).toBe('share.bad_index');
    expect(await refusalOf(() => combineSecret([a, b, a], 3, 32))).toBe('share.duplicate_index');
    expect(await refusalOf(() => combineSecret([a, b, c.slice(1)], 3, 32))).toBe('share.wrong_length');
    expect(await refusalOf(() => combineSecret([a, b, c], 3, 31))).toBe('share.wrong_length');
    expect(await refusalOf(() => combineSecret([a, b], 3, 32))).toBe('share.too_few');
    expect(await refusalOf(() => combineSecret([], 1, 32))).toBe('share.too_few');
    expect(await refusalOf(() => combineSecret([a, b, c, d], 3, 32))).toBe('crypto.bad_parameters');
    for (const [need, of] of [
      [0, 3],
      [4, 3],
      [2, 256],
      [1.5, 3],
    ] as const) {
      expect(await refusalOf(() => splitSecret(random(32), need, of))).toBe('crypto.bad_parameters');
    }
    expect(await refusalOf(() => splitSecret(new Uint8Array(0), 2, 3))).toBe('crypto.bad_parameters');
  });

  test('with one share fewer every secret is equally likely: 2 of 3 over one byte, counted', async () => {
    const seen = new Uint32Array(256);
    for (let i = 0; i < 6000; i++) {
      const [share] = await splitSecret(new Uint8Array([42]), 2, 3);
      const value = share?.[0] ?? 0;
      seen[value] = (seen[value] ?? 0) + 1;
    }
    // y of one share is uniform unless x is 0: χ² with 255 degrees of freedom stays under 400 but for one run in 10^8.
    const expected = 6000 / 256;
    expect(seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(400);
  });
});

test('six words are the first 66 bits in the English list', async () => {
  expect(sixWords(new Uint8Array(32))).toEqual(Array(6).fill('abandon'));
  expect(sixWords(new Uint8Array(32).fill(255))).toEqual(Array(6).fill('zoo'));
  // 11 bits each: 0x001 is "ability", and the 67th bit on does not count.
  expect(sixWords(fromHex(`0020040080100200${'40'}${'ff'.repeat(23)}`))).toEqual(Array(6).fill('ability'));
  expect(await refusalOf(() => sixWords(new Uint8Array(20)))).toBe('crypto.wrong_length');
});

test('wiping leaves zeros', () => {
  const [a, b] = [random(5), random(7)];
  wipe(a, b);
  expect([...a, ...b].every((byte) => byte === 0)).toBe(true);
});
