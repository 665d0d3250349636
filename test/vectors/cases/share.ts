import { fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import type { Threshold } from '../../../shared/domain/rule.ts';
import { openShare } from '../../../shared/format/share.ts';
import { any, at, flipped, sampleVault } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

/** "2 of Ops and 1 of the two others" */
function nested([a, b, c, d, e]: readonly string[]): Threshold {
  return {
    kind: 'threshold',
    name: '',
    need: 2,
    of: [
      { ...any(2, a ?? '', b ?? '', c ?? ''), name: 'Ops' },
      { ...any(1, d ?? '', e ?? ''), name: 'Security' },
    ],
  };
}

/** Shares, one by one and combined (shared/format/FORMAT.md §7). */
export async function shareVectors(): Promise<VectorFile> {
  const sample = await sampleVault({ seed: 'vectors: shares', members: 5, decoys: 'without', rules: [(all) => any(3, ...all), nested] });
  const { vault } = sample;
  const keyOf = (member: string): Uint8Array =>
    at(
      sample.people.filter(({ id }) => id === member),
      0,
    ).keys.kem.secretKey;
  const sets = sample.charter.compartments.map(({ id, rule, publicKey, shares }) => {
    const place = { vault, compartment: id, generation: 1 };
    const opened = shares.map((leaf) => openShare({ place, rule, leaf, kemSecretKey: keyOf(leaf.member) }));
    return { place, rule, publicKey, leaves: shares, shares: opened.map((one) => ({ ...one, value: toBase64url(one.value) })) };
  });
  const [flat, deep] = [at(sets, 0), at(sets, 1)];
  const leaf = at(flat.leaves, 0);
  const open: VectorCase = {
    name: 'a share, opened by its holder',
    class: 'ok',
    do: 'share-open',
    in: { ...flat.place, rule: flat.rule, leaf, kemSecretKey: toBase64url(keyOf(leaf.member)) },
  };
  const combine = (name: string, set: typeof flat, shares: readonly (typeof flat.shares)[number][]): VectorCase => ({
    name,
    class: 'ok',
    do: 'share-combine',
    in: { ...set.place, rule: set.rule, publicKey: set.publicKey, leaves: set.leaves, shares },
  });
  const three = combine('any three of five', flat, [at(flat.shares, 4), at(flat.shares, 0), at(flat.shares, 2)]);
  const all = combine('all five', flat, flat.shares);
  const groups = combine('two of Ops and one of Security', deep, [at(deep.shares, 0), at(deep.shares, 2), at(deep.shares, 4)]);
  const [s0, s1, s2] = [at(flat.shares, 0), at(flat.shares, 1), at(flat.shares, 2)];
  const spoilt = (change: Partial<typeof s2>): Record<string, unknown> => ({
    shares: flat.shares.map((one, i) => (i === 2 ? { ...one, ...change } : one)),
  });
  const zeroIndex = toBase64url(fromBase64url(s2.value).fill(0, 32));
  return {
    about:
      'Shares opened and combined. `generation` is the set in force; a share of 3 of 5 that is wrong is refused though four good ones stand beside it.',
    cases: [
      open,
      refusedCase(open, 'with another holder’s key', 'share.did_not_open', {
        kemSecretKey: toBase64url(at(sample.people, 1).keys.kem.secretKey),
      }),
      refusedCase(open, 'in another vault', 'share.did_not_open', { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA' }),
      refusedCase(open, 'in another compartment', 'share.did_not_open', { compartment: deep.place.compartment }),
      refusedCase(open, 'of set 1 where set 2 is in force', 'share.wrong_set', { generation: 2 }),
      refusedCase(open, 'in another’s place', 'share.wrong_path', { leaf: { ...leaf, path: [1] } }),
      refusedCase(open, 'with another’s commitment', 'share.wrong_commitment', {
        leaf: { ...leaf, commitment: at(flat.leaves, 1).commitment },
      }),
      refusedCase(open, 'changed', 'share.did_not_open', { leaf: { ...leaf, sealed: flipped(leaf.sealed, 1200) } }),
      three,
      refusedCase(three, 'two of five', 'share.too_few', { shares: [s0, s1] }),
      refusedCase(three, 'none', 'share.too_few', { shares: [] }),
      refusedCase(three, 'one given twice', 'share.duplicate_index', { shares: [s0, s1, s0] }),
      refusedCase(three, 'for another compartment’s key', 'share.did_not_combine', { publicKey: deep.publicKey }),
      all,
      refusedCase(all, 'one of an old set', 'share.wrong_set', spoilt({ generation: 2 })),
      refusedCase(all, 'one with a bit flipped', 'share.wrong_commitment', spoilt({ value: flipped(s2.value) })),
      refusedCase(all, 'one forged at x = 0', 'share.bad_index', spoilt({ value: zeroIndex })),
      refusedCase(all, 'one too short', 'share.wrong_length', spoilt({ value: toBase64url(fromBase64url(s2.value).slice(1)) })),
      refusedCase(all, 'one with another’s value', 'share.wrong_commitment', spoilt({ value: s0.value })),
      refusedCase(all, 'one from nowhere', 'share.wrong_path', spoilt({ path: [9] })),
      refusedCase(all, 'one by another member', 'share.wrong_path', spoilt({ member: s0.member })),
      groups,
      refusedCase(groups, 'three of Ops and nobody of Security', 'share.too_few', { shares: deep.shares.slice(0, 3) }),
      refusedCase(groups, 'one of Ops and both of Security', 'share.too_few', {
        shares: [at(deep.shares, 0), at(deep.shares, 3), at(deep.shares, 4)],
      }),
      refusedCase(groups, 'a share of the other compartment', 'share.wrong_path', { shares: [s0, at(deep.shares, 1), at(deep.shares, 4)] }),
      refusedCase(groups, 'copied values with a bit flipped', 'share.wrong_commitment', {
        shares: [at(deep.shares, 0), at(deep.shares, 1), { ...at(deep.shares, 3), value: flipped(at(deep.shares, 3).value) }],
      }),
    ],
  };
}
