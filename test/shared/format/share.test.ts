import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AppError, isAppError } from '../../../shared/base/app-error.ts';
import { copyOf, fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { combineSecret } from '../../../shared/crypto/shamir.ts';
import { type Rule, ruleLeaves, type Threshold } from '../../../shared/domain/rule.ts';
import { isSatisfied } from '../../../shared/domain/rule-satisfied.ts';
import type { CharterCompartment, ShareLeaf } from '../../../shared/format/charter-form.ts';
import { compartmentKeys } from '../../../shared/format/identity.ts';
import { type OpenedShare, openShare, type SharePlace, sealShare, shareCommitment } from '../../../shared/format/share.ts';
import { readSharePlaintext, writeSharePlaintext } from '../../../shared/format/share-plaintext.ts';
import { combineShares, splitSeed } from '../../../shared/format/share-set.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';
import { any, at, flipped, type SampleCompartment, type SampleVault, sampleVault } from '../../harness/format/sample-vault.ts';

/** "2 of (2 of A,B,C) and 1 of (D,E)", three thresholds deep. */
function nested([a, b, c, d, e]: readonly string[]): Threshold {
  const ops = { ...any(2, a ?? '', b ?? '', c ?? ''), name: 'Ops' };
  const security: Rule = { kind: 'threshold', name: 'Security', need: 1, of: [any(1, d ?? ''), { kind: 'member', member: e ?? '' }] };
  return { kind: 'threshold', name: '', need: 2, of: [ops, security] };
}

let sample: SampleVault;
beforeAll(async () => {
  await cryptoReady();
  sample = await sampleVault({ seed: 'shares', members: 5, rules: [(all) => any(3, ...all), nested], decoys: 'without' });
});

interface Bench {
  readonly compartment: SampleCompartment;
  readonly entry: CharterCompartment;
  readonly place: SharePlace;
  readonly opened: OpenedShare[];
}

function bench(index: number): Bench {
  const compartment = at(sample.compartments, index);
  const entry = at(sample.charter.compartments, index);
  const place = { vault: sample.vault, compartment: compartment.id, generation: 1 };
  const opened = entry.shares.map((leaf) => openShare({ place, rule: entry.rule, leaf, kemSecretKey: secretKeyOf(leaf.member) }));
  return { compartment, entry, place, opened };
}

function secretKeyOf(member: string): Uint8Array {
  return at(
    sample.people.filter(({ id }) => id === member),
    0,
  ).keys.kem.secretKey;
}

function combine(
  { compartment, entry, place }: Bench,
  shares: readonly OpenedShare[],
  leaves: readonly ShareLeaf[] = entry.shares,
): Promise<Uint8Array> {
  return combineShares({ rule: entry.rule, place, publicKey: compartment.keys.publicKey, leaves, shares });
}

/** Code and detail of a refusal. */
async function refused(act: () => unknown): Promise<AppError> {
  try {
    await act();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a set of shares', () => {
  test('every coalition opens exactly when the rule says so, and gives the same seed', async () => {
    for (const index of [0, 1]) {
      const b = bench(index);
      for (let mask = 0; mask < 1 << b.opened.length; mask++) {
        const shares = b.opened.filter((_, i) => (mask >> i) & 1);
        const satisfied = isSatisfied(b.entry.rule, new Set(shares.map(({ member }) => member)));
        if (satisfied) expect(await combine(b, shares)).toEqual(b.compartment.seed);
        else expect(await refusalOf(() => combine(b, shares))).toBe('share.too_few');
      }
    }
  });

  test('comes together in any order, with rules of every shape', async () => {
    const people = sample.people.map(({ id }) => id);
    const leaf = fc.constantFrom(...people).map((member): Rule => ({ kind: 'member', member }));
    const threshold = (part: fc.Arbitrary<Rule>): fc.Arbitrary<Threshold> =>
      fc
        .uniqueArray(part, { minLength: 1, maxLength: 4, selector: (rule) => JSON.stringify(rule) })
        .chain((of) => fc.integer({ min: 1, max: of.length }).map((need) => ({ kind: 'threshold', name: '', need, of })));
    const rules = threshold(fc.oneof(leaf, threshold(fc.oneof(leaf, threshold(leaf)))));
    const random = seededRandom('rules of every shape');
    await fc.assert(
      fc.asyncProperty(rules, fc.infiniteStream(fc.nat()), async (rule, order) => {
        const seed = random(32);
        const { compartment } = bench(0);
        const place = { vault: sample.vault, compartment: compartment.id, generation: 7 };
        const kemPublicKeyOf = (member: string): Uint8Array | undefined =>
          sample.people.find(({ id }) => id === member)?.keys.kem.publicKey;
        const leaves = await splitSeed({ seed, rule, place, kemPublicKeyOf, random });
        expect(leaves.map(({ path, member }) => ({ path, member }))).toEqual(ruleLeaves(rule));
        const shares = leaves
          .map((one) => openShare({ place, rule, leaf: one, kemSecretKey: secretKeyOf(one.member) }))
          .map((share) => ({ share, rank: order.next().value as number }))
          .sort((x, y) => x.rank - y.rank)
          .map(({ share }) => share);
        const publicKey = compartmentKeys(seed, place).publicKey;
        expect(await combineShares({ rule, place, publicKey, leaves, shares })).toEqual(seed);
      }),
      { numRuns: 60 },
    );
  });

  test('is not made for a member whose key is not known', async () => {
    const { entry, place } = bench(0);
    const act = (): unknown =>
      splitSeed({ seed: new Uint8Array(32), rule: entry.rule, place, kemPublicKeyOf: () => undefined, random: sample.random });
    expect(await refusalOf(act)).toBe('rule.unknown_member');
  });

  test('of which one is missing says nothing: the library alone would answer with garbage', async () => {
    const b = bench(0);
    const garbage = await combineSecret(
      b.opened.slice(0, 2).map(({ value }) => value),
      2,
      32,
    );
    expect(garbage).not.toEqual(b.compartment.seed);
    expect((await refused(() => combine(b, b.opened.slice(0, 2)))).detail).toMatchObject({ have: 2, need: 3 });
  });
});

describe('a wrong share is named and never combined', () => {
  /** What is wrong with the third of five shares; four good ones stand beside it, more than enough. */
  const faults: [string, (share: OpenedShare, b: Bench) => OpenedShare, string][] = [
    ['of an old set', (share) => ({ ...share, generation: 2 }), 'share.wrong_set'],
    ['with one bit flipped', (share) => ({ ...share, value: fromBase64url(flipped(toBase64url(share.value))) }), 'share.wrong_commitment'],
    [
      'with another index',
      (share) => ({ ...share, value: copyOf(share.value).fill(share.value[32] === 7 ? 9 : 7, 32) }),
      'share.wrong_commitment',
    ],
    ['forged at x = 0', (share) => ({ ...share, value: copyOf(share.value).fill(0, 32) }), 'share.bad_index'],
    ['too short', (share) => ({ ...share, value: share.value.slice(1) }), 'share.wrong_length'],
    ['too long', (share) => ({ ...share, value: new Uint8Array([...share.value, 1]) }), 'share.wrong_length'],
    ['empty', (share) => ({ ...share, value: new Uint8Array(0) }), 'share.wrong_length'],
    ['with another’s value', (share, b) => ({ ...share, value: at(b.opened, 0).value }), 'share.wrong_commitment'],
    ['of another member', (share, b) => ({ ...share, member: at(b.opened, 0).member }), 'share.wrong_path'],
    ['from nowhere in the rule', (share) => ({ ...share, path: [9] }), 'share.wrong_path'],
    ['from too deep', (share) => ({ ...share, path: [2, 0] }), 'share.wrong_path'],
    ['given twice', (_, b) => at(b.opened, 0), 'share.duplicate_index'],
  ];
  test.each(faults)('%s, though the others would do', async (_, spoil, code) => {
    const b = bench(0);
    const wrong = spoil(at(b.opened, 2), b);
    const shares = b.opened.map((share, i) => (i === 2 ? wrong : share));
    const error = await refused(() => combine(b, shares));
    expect(error.code).toBe(code);
    expect(error.detail).toMatchObject({ compartment: b.compartment.id });
    expect(error.detail['member'] ?? error.detail['path']).toBeDefined();
  });

  test('of another set of the same seed, passed off as one of this', async () => {
    const b = bench(0);
    const place = { ...b.place, generation: 2 };
    const kemPublicKeyOf = (member: string): Uint8Array | undefined => sample.people.find(({ id }) => id === member)?.keys.kem.publicKey;
    const leaves = await splitSeed({ seed: b.compartment.seed, rule: b.entry.rule, place, kemPublicKeyOf, random: sample.random });
    const second = leaves.map((leaf) => openShare({ place, rule: b.entry.rule, leaf, kemSecretKey: secretKeyOf(leaf.member) }));
    expect(await combineShares({ rule: b.entry.rule, place, publicKey: b.compartment.keys.publicKey, leaves, shares: second })).toEqual(
      b.compartment.seed,
    );
    const mixed = [at(b.opened, 0), at(b.opened, 1), { ...at(second, 2), generation: 1 }];
    expect(await refusalOf(() => combine(b, mixed))).toBe('share.wrong_commitment');
    expect(await refusalOf(() => combine(b, [at(b.opened, 0), at(b.opened, 1), at(second, 2)]))).toBe('share.wrong_set');
  });

  test('with a commitment that was forged to match it, by the compartment’s own key', async () => {
    const b = bench(0);
    const forged = { ...at(b.opened, 0), value: new Uint8Array(33).fill(7) };
    const commitment = toBase64url(shareCommitment(b.place, forged));
    const leaves = b.entry.shares.map((leaf, i) => (i === 0 ? { ...leaf, commitment } : leaf));
    expect(await refusalOf(() => combine(b, [forged, ...b.opened.slice(1)], leaves))).toBe('share.did_not_combine');
  });

  test.each([1, 4])('with the index of another, both committed to, whether used (1) or surplus (4): %i', async (index) => {
    const b = bench(0);
    const twin = { ...at(b.opened, index), value: copyOf(at(b.opened, 0).value) };
    const commitment = toBase64url(shareCommitment(b.place, twin));
    const leaves = b.entry.shares.map((leaf, i) => (i === index ? { ...leaf, commitment } : leaf));
    const shares = b.opened.map((share, i) => (i === index ? twin : share));
    expect(await refusalOf(() => combine(b, shares, leaves))).toBe('share.duplicate_index');
  });

  test('with swapped commitments', async () => {
    const b = bench(0);
    const [x, y] = [at(b.entry.shares, 0), at(b.entry.shares, 1)];
    const leaves = [{ ...x, commitment: y.commitment }, { ...y, commitment: x.commitment }, ...b.entry.shares.slice(2)];
    expect(await refusalOf(() => combine(b, b.opened, leaves))).toBe('share.wrong_commitment');
  });
});

describe('opening a share', () => {
  const open = (b: Bench, change: { place?: Partial<SharePlace>; leaf?: Partial<ShareLeaf>; holder?: number } = {}): unknown => {
    const leaf = { ...at(b.entry.shares, 0), ...change.leaf };
    const kemSecretKey = at(sample.people, change.holder ?? 0).keys.kem.secretKey;
    return openShare({ place: { ...b.place, ...change.place }, rule: b.entry.rule, leaf, kemSecretKey });
  };

  test('needs the holder’s own key, this vault and this compartment', async () => {
    const b = bench(0);
    expect(open(b)).toMatchObject({ generation: 1, member: at(sample.people, 0).id });
    expect(await refusalOf(() => open(b, { holder: 1 }))).toBe('share.did_not_open');
    expect(await refusalOf(() => open(b, { place: { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA' } }))).toBe('share.did_not_open');
    expect(await refusalOf(() => open(b, { place: { compartment: 'c_AAAAAAAAAAAAAAAAAAAAAA' } }))).toBe('share.did_not_open');
  });

  test('of an old set says which set it is of and which is in force', async () => {
    const b = bench(0);
    const error = await refused(() => open(b, { place: { generation: 3 } }));
    expect(error.code).toBe('share.wrong_set');
    expect(error.detail).toMatchObject({ member: at(sample.people, 0).id, generation: 1, expected: 3 });
  });

  test('of another place or with another commitment is refused', async () => {
    const b = bench(0);
    expect(await refusalOf(() => open(b, { leaf: { path: [1] } }))).toBe('share.wrong_path');
    expect(await refusalOf(() => open(b, { leaf: { commitment: at(b.entry.shares, 1).commitment } }))).toBe('share.wrong_commitment');
    const random = sample.random;
    const share = { path: [0], member: at(sample.people, 0).id, value: new Uint8Array(33) };
    const zero = sealShare({ place: b.place, share, kemPublicKey: at(sample.people, 0).keys.kem.publicKey, random });
    expect(await refusalOf(() => open(b, { leaf: zero }))).toBe('share.bad_index');
  });

  test('with any byte of it changed is refused', async () => {
    const b = bench(0);
    const { sealed } = at(b.entry.shares, 0);
    const length = fromBase64url(sealed).length;
    for (let i = 0; i < length; i++) {
      expect(await refusalOf(() => open(b, { leaf: { sealed: flipped(sealed, i) } }))).toBe('share.did_not_open');
    }
    expect(await refusalOf(() => open(b, { leaf: { sealed: sealed.slice(0, 400) } }))).toBe('share.did_not_open');
  });
});

describe('the plaintext of a share', () => {
  const values = fc.record({
    generation: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    path: fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 1, maxLength: 3 }),
    value: fc.uint8Array({ maxLength: 40 }).map((bytes) => copyOf(bytes)),
  });
  test('comes back as what was written', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(readSharePlaintext(writeSharePlaintext(value))).toEqual(value);
      }),
    );
  });
  test('has a path of one to three choices', () => {
    const bytes = writeSharePlaintext({ generation: 1, path: [1, 2, 3], value: new Uint8Array(8) });
    for (const depth of [0, 4, 255]) expect(readSharePlaintext(copyOf(bytes).fill(depth, 8, 9))).toBeNull();
    expect(readSharePlaintext(bytes.slice(0, 11))).toBeNull();
    expect(readSharePlaintext(new Uint8Array(0))).toBeNull();
  });
  test('that is read, however it was changed, is written back the same', () => {
    let read = 0;
    fc.assert(
      fc.property(values, fc.nat(60), fc.integer({ min: 0, max: 255 }), fc.nat(60), (value, where, byte, length) => {
        const bytes = writeSharePlaintext(value);
        bytes[where % bytes.length] = byte;
        const cut = bytes.slice(0, length);
        const again = readSharePlaintext(cut);
        if (again === null) return;
        read += 1;
        expect(writeSharePlaintext(again)).toEqual(cut);
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});
