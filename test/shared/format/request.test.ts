import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf, fromUtf8, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { charterHash } from '../../../shared/format/charter.ts';
import { makeId } from '../../../shared/format/ids.ts';
import {
  approvalChallenge,
  encodeRequest,
  parseRequest,
  policyHash,
  type StoredExtendRequest,
  type StoredUnsealRequest,
} from '../../../shared/format/request.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { at, FOUNDED_AT, type SampleVault, sampleVault } from '../../harness/format/sample-vault.ts';

let sample: SampleVault;
let request: StoredUnsealRequest;
let extend: StoredExtendRequest;
beforeAll(async () => {
  await cryptoReady();
  sample = await sampleVault({ seed: 'requests' });
  const { vault, random } = sample;
  const asked = { v: 1, suite: 1, vault, charterVersion: 1, charterHash: charterHash(sample.bytes) } as const;
  const times = { declaredAt: FOUNDED_AT, lapsesAt: FOUNDED_AT + 900_000, station: makeId('station', random) };
  request = {
    ...asked,
    kind: 'emergency',
    id: makeId('request', random),
    incident: 'INC-2231',
    reason: 'Single sign-on is down; routers cannot be reached.',
    compartments: sample.compartments.map(({ id }) => id),
    systems: ['core-1', 'core-2'],
    operator: at(sample.people, 0).id,
    requester: null,
    minutes: 60,
    ways: [{ way: 'single-sign-on', failed: true }],
    ...times,
  };
  const ofHash = charterHash(encodeRequest(request));
  extend = {
    ...asked,
    kind: 'extend',
    id: makeId('request', random),
    of: request.id,
    ofHash,
    reason: 'Not yet done.',
    requester: null,
    minutes: 30,
    ...times,
  };
});

function scope(): Parameters<typeof policyHash>[0] {
  return {
    vault: sample.vault,
    charterVersion: 1,
    charterHash: charterHash(sample.bytes),
    compartments: sample.compartments.map(({ id }) => id),
  };
}

describe('a request', () => {
  test('comes back as what was written, and only as that', () => {
    for (const one of [request, extend]) {
      expect(parseRequest(encodeRequest(one))).toEqual(one);
      expect(encodeRequest(parseRequest(encodeRequest(one)))).toEqual(encodeRequest(one));
    }
  });

  test('of any content comes back as what was written', () => {
    const words = fc.string({ unit: fc.constantFrom(...'ab cäö\n"\\/😀'), minLength: 1, maxLength: 60 }).map((text) => `x${text}`);
    const change = fc.record({
      kind: fc.constantFrom('emergency' as const, 'drill' as const, 'founding' as const),
      reason: words,
      systems: fc.array(fc.stringMatching(/^[a-zäö]{1,20}$/), { maxLength: 5 }),
      minutes: fc.integer({ min: 1, max: 480 }),
      ways: fc
        .subarray(['single-sign-on', 'password-manager', 'on-call'] as const)
        .map((ways) => ways.map((way) => ({ way, failed: true }))),
      lapsesAt: fc.integer({ min: FOUNDED_AT + 1, max: FOUNDED_AT + 10_000_000 }),
    });
    fc.assert(
      fc.property(change, (changed) => {
        expect(parseRequest(encodeRequest({ ...request, ...changed }))).toEqual({ ...request, ...changed });
      }),
    );
  });

  const wrong: [string, (request: StoredUnsealRequest) => object][] = [
    ['no reason', (r) => ({ ...r, reason: ' ' })],
    ['no compartment', (r) => ({ ...r, compartments: [] })],
    ['a compartment twice', (r) => ({ ...r, compartments: [at(r.compartments, 0), at(r.compartments, 0)] })],
    ['a lapse before its declaration', (r) => ({ ...r, lapsesAt: r.declaredAt })],
    ['nine hours', (r) => ({ ...r, minutes: 540 })],
    ['a way twice', (r) => ({ ...r, ways: [...r.ways, ...r.ways] })],
    ['an unknown kind', (r) => ({ ...r, kind: 'fun' })],
    ['a field of an extension', (r) => ({ ...r, of: r.id })],
    ['an operator that is no member id', (r) => ({ ...r, operator: r.id })],
    ['an instant that is none', (r) => ({ ...r, declaredAt: 0.5 })],
  ];
  test.each(wrong)('with %s is refused by reader and writer', async (_, change) => {
    const changed = change(request);
    expect(await refusalOf(() => encodeRequest(changed as StoredUnsealRequest))).toBe('format.malformed'); // types do not stop a forger
    expect(await refusalOf(() => parseRequest(utf8(JSON.stringify(changed))))).toBe('format.malformed');
  });

  test('that is read, whatever byte was changed, is another one: its challenge differs', async () => {
    const bytes = encodeRequest(request);
    const policy = policyHash(scope());
    const challenge = toHex(approvalChallenge(bytes, policy));
    let read = 0;
    for (let i = 0; i < bytes.length; i++) {
      const changed = copyOf(bytes);
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      const refusal = await refusalOf(() => {
        expect(toHex(approvalChallenge(changed, policy))).not.toBe(challenge);
        expect(encodeRequest(parseRequest(changed))).toEqual(changed);
        read += 1;
      });
      if (refusal !== null) expect(refusal).toMatch(/^(format|bytes)\./);
    }
    expect(read).toBeGreaterThan(50);
    expect(await refusalOf(() => parseRequest(utf8(`${fromUtf8(bytes)} `)))).toBe('format.not_canonical');
  });
});

describe('what an approval binds', () => {
  test('is the charter and the scope, in whatever order it is named', async () => {
    const base = policyHash(scope());
    expect(base).toHaveLength(32);
    expect(policyHash({ ...scope(), compartments: scope().compartments.toReversed() })).toEqual(base);
    const others = [
      { ...scope(), compartments: scope().compartments.slice(1) },
      { ...scope(), charterVersion: 2 },
      { ...scope(), charterHash: charterHash(utf8('x')) },
      { ...scope(), vault: 'v_x' },
    ];
    for (const other of others) expect(policyHash(other)).not.toEqual(base);
    expect(await refusalOf(() => policyHash({ ...scope(), compartments: [] }))).toBe('format.malformed');
    expect(
      await refusalOf(() => policyHash({ ...scope(), compartments: [at(scope().compartments, 0), at(scope().compartments, 0)] })),
    ).toBe('format.malformed');
  });

  test('is the policy too', () => {
    const bytes = encodeRequest(request);
    expect(approvalChallenge(bytes, policyHash(scope()))).toHaveLength(32);
    expect(approvalChallenge(bytes, policyHash(scope()))).not.toEqual(
      approvalChallenge(bytes, policyHash({ ...scope(), charterVersion: 2 })),
    );
  });
});
