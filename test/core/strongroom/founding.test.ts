import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FoundingSecrets } from '../../../core/strongroom/founding.ts';
import { fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import { verifyCharterSignature } from '../../../shared/format/charter-signature.ts';
import { openDirectoryKey } from '../../../shared/format/directory-key.ts';
import { compartmentKeys } from '../../../shared/format/identity.ts';
import { openShare } from '../../../shared/format/share.ts';
import { combineShares } from '../../../shared/format/share-set.ts';
import { any, at, flipped } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom, touched } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

const VAULT = `v_${'A'.repeat(22)}`;
const KEY = toBase64url(new Uint8Array(48).fill(3));
const PLACE = { vault: VAULT, member: 'm_ann', key: KEY };
const PRF = new Uint8Array(32).fill(7);
const OTHER = new Uint8Array(32).fill(8);

let made: SampleStrongroom;
let room: SampleStrongroom;
let founding: FoundingSecrets;
beforeAll(async () => {
  made = await SampleStrongroom.make();
});
beforeEach(() => {
  room = made.again();
  founding = new FoundingSecrets(room.state);
});

const first = async (prf = PRF, ticket = 't1') => founding.first({ ticket, envelope: await touched(room.state.envelopes, prf) });
const wrap = async (over: Partial<Parameters<FoundingSecrets['wrap']>[0]> = {}, prf = PRF, passphrase: string | null = null) =>
  founding.wrap({ ticket: 't1', ...PLACE, passphrase: null, ...over, envelope: await touched(room.state.envelopes, prf, passphrase) });

describe('a member of a founding', () => {
  it('has a seed here, and nobody else has', () => {
    founding.member({ vault: VAULT, member: 'm_ann' });
    expect(founding.holds({ member: 'm_ann' })).toEqual({ holds: true });
    expect(founding.holds({ member: 'm_ben' })).toEqual({ holds: false });
    expect(new FoundingSecrets(room.state).holds({ member: 'm_ann' })).toEqual({ holds: false });
  });

  it('has keys like nobody else’s, and new ones each time', () => {
    const keys = [1, 2, 3].map(() => toBase64url(founding.member({ vault: VAULT, member: 'm_ann' }).kemPublicKey));
    expect(new Set(keys).size).toBe(3);
  });
});

describe('a key of a founding', () => {
  beforeEach(() => void founding.member({ vault: VAULT, member: 'm_ann' }));

  it('wraps the seed after two touches that agree, and opens it in another strongroom', async () => {
    await first();
    const { wrap: stored, parameters } = await wrap();
    expect(parameters).toBeNull();
    const later = new FoundingSecrets(made.again().state);
    const unwrap = async (over: object = {}, prf = PRF) => {
      const other = made.again();
      const envelope = await touched(other.state.envelopes, prf);
      const founding = new FoundingSecrets(other.state);
      await founding.unwrap({ ...PLACE, wrap: stored, parameters, ...over, envelope });
      return founding;
    };
    expect((await unwrap()).holds({ member: 'm_ann' })).toEqual({ holds: true });
    await refused(unwrap({}, OTHER), 'key.did_not_unwrap', { damaged: false });
    await refused(unwrap({ vault: `v_${'B'.repeat(22)}` }), 'key.did_not_unwrap');
    await refused(unwrap({ member: 'm_ben' }), 'key.did_not_unwrap');
    await refused(unwrap({ key: toBase64url(new Uint8Array(48)) }), 'key.did_not_unwrap');
    await refused(unwrap({ wrap: '{}' }), 'format.malformed');
    expect(later.holds({ member: 'm_ann' })).toEqual({ holds: false });
  });

  it('is refused when two touches give two secrets, and both are forgotten', async () => {
    await first();
    await refused(wrap({}, OTHER), 'key.prf_differs');
    await refused(wrap(), 'strongroom.not_ready');
  });

  it('is refused when its first touch is not known', async () => {
    await refused(wrap(), 'strongroom.not_ready');
    await first(PRF, 't2');
    await refused(wrap(), 'strongroom.not_ready');
  });

  it('is refused when another key was begun meanwhile', async () => {
    await first();
    await first(OTHER, 't2');
    await refused(wrap(), 'strongroom.not_ready');
  });

  it('is wrapped once for each pair of touches', async () => {
    await first();
    await wrap();
    await refused(wrap(), 'strongroom.not_ready');
  });

  it('wraps nothing for a member who has no seed here', async () => {
    await first();
    await refused(wrap({ member: 'm_ben' }), 'strongroom.not_ready');
  });

  it.each([null, '', '1234567'])('is refused with the passphrase %j where the vault asks for one', async (passphrase) => {
    await first();
    await refused(wrap({ passphrase: { parameters: null } }, PRF, passphrase), 'policy.passphrase_required', { least: 8 });
  });

  it('is refused when the parameters of its member are not parameters', async () => {
    await first();
    await expect(wrap({ passphrase: { parameters: '{"algorithm":"md5"}' } }, PRF, 'harbour-crane')).rejects.toThrow();
  });
});

describe('the sealing of a founding', () => {
  const seal = (rule = any(2, ...room.sample.people.map(({ id }) => id))) =>
    founding.seal({
      vault: room.sample.vault,
      members: room.sample.charter.members,
      compartments: [{ id: room.compartment().id, rule }],
    });

  it('deals shares that open with their holders’ keys alone, and together give the compartment', async () => {
    const { compartments } = await seal();
    const [{ publicKey, shares, id } = at(compartments, 0)] = compartments;
    const rule = room.compartment().rule;
    const place = { vault: room.sample.vault, compartment: id, generation: 1 };
    const open = (leaf: (typeof shares)[number], person: number) =>
      openShare({ place, rule, leaf, kemSecretKey: room.person(person).keys.kem.secretKey });
    expect(shares.map(({ member }) => member)).toEqual(room.sample.people.map((person) => person.id));
    await refused(
      Promise.resolve().then(() => open(at(shares, 0), 1)),
      'share.did_not_open',
    );
    const opened = [open(at(shares, 0), 0), open(at(shares, 2), 2)];
    const combine = (some: typeof opened) =>
      combineShares({ rule, place, publicKey: fromBase64url(publicKey), leaves: shares, shares: some });
    await refused(combine(opened.slice(1)), 'share.too_few');
    expect(toBase64url(compartmentKeys(await combine(opened), place).publicKey)).toBe(publicKey);
  });

  it('never deals the same seed twice', async () => {
    const [one, other] = [await seal(), await seal()];
    expect(one.compartments[0]?.publicKey).not.toBe(other.compartments[0]?.publicKey);
  });

  it('seals one directory key to every member, in order', async () => {
    const { directory } = await seal();
    const keys = directory.map(({ sealed }, i) => {
      const place = { vault: room.sample.vault, member: room.person(i).id, generation: 1 };
      return toBase64url(openDirectoryKey({ sealed, kemSecretKey: room.person(i).keys.kem.secretKey, place }));
    });
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  });

  it('is refused for a rule that names a stranger, and for one that is no threshold', async () => {
    await refused(seal(any(1, 'm_nobody')), 'rule.unknown_member', { member: 'm_nobody' });
    const bare = { kind: 'member', member: room.person(0).id } as const;
    const compartments = [{ id: room.compartment().id, rule: bare }];
    await refused(founding.seal({ vault: room.sample.vault, members: room.sample.charter.members, compartments }), 'rule.empty');
  });
});

describe('a founder’s signature', () => {
  it('is theirs, over the charter in use, and comes with a proof of each of their shares', async () => {
    const { signature, shares } = await founding.sign(await room.touch(1));
    const { vault, bytes, charter } = room.sample;
    const check = (by: number, over = bytes) =>
      Promise.resolve().then(() =>
        verifyCharterSignature({
          bytes: over,
          vault,
          signature: { member: room.person(1).id, signature: toBase64url(signature) },
          signingPublicKey: at(charter.members, by).signingPublicKey,
        }),
      );
    await check(1);
    await refused(check(0), 'charter.bad_signature');
    await refused(check(1, bytes.slice(1)), 'charter.bad_signature');
    expect(shares).toEqual([{ compartment: room.compartment().id, path: [1], fault: null }]);
    expect(room.state.depositor(room.person(1).id).signing.publicKey).toEqual(room.person(1).keys.signing.publicKey);
  });

  it('names a share of theirs that does not open', async () => {
    room.useCompartment((entry) => ({ ...entry, shares: entry.shares.map((leaf) => ({ ...leaf, commitment: flipped(leaf.commitment) })) }));
    const { shares } = await founding.sign(await room.touch(1));
    expect(shares.map(({ fault }) => fault?.code)).toEqual(['share.wrong_commitment']);
  });

  it('is not given with another key, and nobody is at the desk then', async () => {
    await refused(
      room.touch(1, OTHER).then((touch) => founding.sign(touch)),
      'key.did_not_unwrap',
    );
    await refused(
      room.touch(1).then((touch) => founding.sign({ ...touch, member: room.person(0).id })),
      'key.removed',
    );
    expect([room.state.desk.size, room.state.directoryKey]).toEqual([0, null]);
  });
});
