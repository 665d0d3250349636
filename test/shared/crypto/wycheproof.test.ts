import { beforeAll, describe, expect, test } from 'vitest';
import { concat, equalBytes, toHex } from '../../../shared/base/bytes.ts';
import { aeadOpen, aeadSeal } from '../../../shared/crypto/aead.ts';
import { hkdf } from '../../../shared/crypto/hkdf.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { verify } from '../../../shared/crypto/sign.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { hmacSha256 } from '../../harness/crypto/hmac.ts';
import { mlkemDecapsulate, mlkemKeyPair } from '../../harness/crypto/mlkem.ts';
import { type WycheproofCase, wycheproofCases } from '../../harness/crypto/wycheproof.ts';
import { x25519 } from '../../harness/crypto/x25519.ts';

beforeAll(cryptoReady);

/** What was done with a case: the expected bytes came, or it was refused with a code. */
type Outcome = 'as expected' | 'wrong bytes' | string;

async function outcomeOf(run: () => boolean): Promise<Outcome> {
  let right = false;
  const refusal = await refusalOf(() => {
    right = run();
  });
  return refusal ?? (right ? 'as expected' : 'wrong bytes');
}

/** Runs all, and returns the counts by result and outcome. No case can be left out: there is no way to skip one. */
async function tally(file: string, run: (test: WycheproofCase) => boolean): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const named = new Map<string, number[]>();
  for (const one of wycheproofCases(file)) {
    const outcome = await outcomeOf(() => run(one));
    const key = `${one.result}: ${outcome}`;
    counts[key] = (counts[key] ?? 0) + 1;
    if (one.result !== 'acceptable') continue;
    const which = `${one.flags.join('+')}: ${outcome}`;
    named.set(which, [...(named.get(which) ?? []), one.id]);
  }
  console.log(`wycheproof ${file}: ${JSON.stringify(counts)}`);
  for (const [which, ids] of named) console.log(`wycheproof ${file}, acceptable, ${which}: ${ids.join(' ')}`);
  return counts;
}

describe('Wycheproof, every case through this room’s own doors', () => {
  test('Ed25519', async () => {
    const counts = await tally('ed25519', (one) => {
      verify(one.hex('msg'), one.hex('sig'), one.hex('pk'));
      return true;
    });
    expect(counts).toEqual({ 'valid: as expected': 88, 'invalid: crypto.bad_signature': 63 });
  });

  test('HKDF-SHA-256', async () => {
    const counts = await tally('hkdf_sha256', (one) =>
      equalBytes(hkdf(one.hex('ikm'), one.hex('salt'), one.hex('info'), one.number('size')), one.hex('okm')),
    );
    expect(counts).toEqual({ 'valid: as expected': 83, 'invalid: crypto.wrong_length': 3 });
  });

  test('HMAC-SHA-256, also truncated to 128 bits', async () => {
    const counts = await tally('hmac_sha256', (one) => {
      const tag = one.hex('tag');
      return equalBytes(hmacSha256(one.hex('key'), one.hex('msg')).subarray(0, tag.length), tag);
    });
    // An invalid tag is one that does not come out: there is nothing else to refuse.
    expect(counts).toEqual({ 'valid: as expected': 66, 'invalid: wrong bytes': 108 });
  });

  test('ML-KEM-768', async () => {
    const counts = await tally('mlkem_768', (one) => {
      const pair = mlkemKeyPair(one.hex('seed'));
      if (one.has('ek') && toHex(pair.publicKey) !== toHex(one.hex('ek'))) return false;
      return equalBytes(mlkemDecapsulate(pair.secretKey, one.hex('c')), one.hex('K'));
    });
    expect(counts).toEqual({ 'valid: as expected': 153, 'invalid: crypto.wrong_length': 40 });
  });

  test('X25519', async () => {
    const counts = await tally('x25519', (one) => equalBytes(x25519(one.hex('private'), one.hex('public')), one.hex('shared')));
    // Acceptable: twist points and non-canonical ones give the bytes, points of low order (an all-zero secret) are refused.
    expect(counts).toEqual({ 'valid: as expected': 264, 'acceptable: as expected': 223, 'acceptable: crypto.did_not_open': 31 });
  });

  test('XChaCha20-Poly1305', async () => {
    const counts = await tally('xchacha20_poly1305', (one) => {
      const sealed = concat(one.hex('ct'), one.hex('tag'));
      const opened = aeadOpen(one.hex('key'), one.hex('iv'), sealed, one.hex('aad'));
      return (
        equalBytes(opened, one.hex('msg')) && equalBytes(aeadSeal(one.hex('key'), one.hex('iv'), one.hex('msg'), one.hex('aad')), sealed)
      );
    });
    expect(counts).toEqual({ 'valid: as expected': 246, 'invalid: crypto.did_not_open': 60, 'invalid: crypto.wrong_length': 9 });
  });
});
