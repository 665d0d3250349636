import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOwnShares } from '../../../core/strongroom/shares.ts';
import type { ShareLeaf } from '../../../shared/format/charter-form.ts';
import { type OpenedShare, openShare, sealShare } from '../../../shared/format/share.ts';
import { any, at, flipped } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom } from '../../harness/strongroom/sample-strongroom.ts';

let made: SampleStrongroom;
let room: SampleStrongroom;
beforeAll(async () => {
  const two = (all: readonly string[]) => any(2, ...all);
  made = await SampleStrongroom.make([two, two]);
});
beforeEach(() => {
  room = made.again();
});

/** What became of the shares of the first person, and which were handed over. */
function opened(only: readonly string[] | null = null) {
  const taken: { compartment: string; share: OpenedShare }[] = [];
  const take = ({ id }: { id: string }, share: OpenedShare) => void taken.push({ compartment: id, share });
  const { id, keys } = room.person(0);
  return { outcomes: openOwnShares(room.state, id, keys, take, only), taken };
}

const leaf = (index = 0): ShareLeaf => at(at(room.sample.charter.compartments, 0).shares, index);
const place = () => ({ vault: room.sample.vault, compartment: room.compartment().id, generation: 1 });

/** The first person's share of the first compartment is this one now. */
function useLeaf(changed: Partial<ShareLeaf>): void {
  room.useCompartment((entry) => ({ ...entry, shares: entry.shares.map((one, i) => (i === 0 ? { ...one, ...changed } : one)) }));
}

/** The first person's share as it was issued. */
function issued(): OpenedShare {
  const { rule } = at(room.sample.charter.compartments, 0);
  return openShare({ place: place(), rule, leaf: leaf(), kemSecretKey: room.person(0).keys.kem.secretKey });
}

const sealedToFirst = (share: OpenedShare, from = place()): ShareLeaf =>
  sealShare({ place: from, share, kemPublicKey: room.person(0).keys.kem.publicKey, random: room.sample.random });

describe('a member’s own shares', () => {
  it('are opened in every compartment, and nobody else’s are', () => {
    const { outcomes, taken } = opened();
    expect(outcomes).toEqual([0, 1].map((i) => ({ compartment: room.compartment(i).id, path: [0], fault: null })));
    expect(taken.map(({ compartment, share }) => [compartment, share.member])).toEqual(
      [0, 1].map((i) => [room.compartment(i).id, room.person(0).id]),
    );
  });

  it('are opened in the compartments that are named, and in no other', () => {
    const { outcomes, taken } = opened([room.compartment(1).id, 'c_nothing']);
    expect([...outcomes, ...taken].map(({ compartment }) => compartment)).toEqual([room.compartment(1).id, room.compartment(1).id]);
    expect(opened([]).outcomes).toEqual([]);
  });

  it('are none for somebody who holds none', () => {
    expect(openOwnShares(room.state, 'm_nobody', room.person(0).keys, () => {})).toEqual([]);
  });

  it.each<[string, string, Record<string, unknown>, () => void]>([
    ['sealed to somebody else', 'share.did_not_open', {}, () => useLeaf({ sealed: leaf(1).sealed })],
    ['with a flipped bit', 'share.did_not_open', {}, () => useLeaf({ sealed: flipped(leaf().sealed, 1_150) })],
    [
      'of another compartment',
      'share.did_not_open',
      {},
      () => useLeaf({ sealed: at(at(room.sample.charter.compartments, 1).shares, 0).sealed }),
    ],
    [
      'of another vault',
      'share.did_not_open',
      {},
      () => useLeaf({ sealed: sealedToFirst(issued(), { ...place(), vault: `v_${'A'.repeat(22)}` }).sealed }),
    ],
    [
      'of a set before',
      'share.wrong_set',
      { generation: 1, expected: 2 },
      () => room.useCompartment((entry) => ({ ...entry, generation: 2 })),
    ],
    [
      'from elsewhere in the rule',
      'share.wrong_path',
      { found: '1' },
      () => useLeaf({ sealed: sealedToFirst({ ...issued(), path: [1] }).sealed }),
    ],
    ['that is too short', 'share.wrong_length', {}, () => useLeaf(sealedToFirst({ ...issued(), value: issued().value.slice(1) }))],
    [
      'forged at x = 0, where the secret itself lies',
      'share.bad_index',
      {},
      () => useLeaf(sealedToFirst({ ...issued(), value: forgedAtZero(issued().value) })),
    ],
    ['that the charter does not commit to', 'share.wrong_commitment', {}, () => useLeaf({ commitment: flipped(leaf().commitment) })],
    [
      'with another value, well sealed',
      'share.wrong_commitment',
      {},
      () => useLeaf({ sealed: sealedToFirst({ ...issued(), value: changed(issued().value) }).sealed }),
    ],
  ])('are not handed over when one is %s: it is named, and hides no other', (_, code, detail, spoil) => {
    spoil();
    const { outcomes, taken } = opened();
    const where = { compartment: room.compartment().id, member: room.person(0).id, path: '0' };
    expect(outcomes[0]).toMatchObject({ compartment: where.compartment, path: [0], fault: { code, detail: { ...where, ...detail } } });
    expect(outcomes[1]).toMatchObject({ compartment: room.compartment(1).id, fault: null });
    expect(taken.map(({ compartment }) => compartment)).toEqual([room.compartment(1).id]);
  });

  it('do not open with the key pair of somebody else', () => {
    const { id } = room.person(0);
    const outcomes = openOwnShares(room.state, id, room.person(1).keys, () => {
      throw new Error('a share was handed over');
    });
    expect(outcomes.map(({ fault }) => fault?.code)).toEqual(['share.did_not_open', 'share.did_not_open']);
  });

  it('keep a bug of the caller a bug', () => {
    const { id, keys } = room.person(0);
    const bug = () => {
      throw new TypeError('a bug');
    };
    expect(() => openOwnShares(room.state, id, keys, bug)).toThrow(TypeError);
  });
});

/** A share's last byte is its x. */
function forgedAtZero(value: OpenedShare['value']): OpenedShare['value'] {
  const forged = value.slice();
  forged[forged.length - 1] = 0;
  return forged;
}

function changed(value: OpenedShare['value']): OpenedShare['value'] {
  const copy = value.slice();
  copy[0] = (copy[0] ?? 0) ^ 1;
  return copy;
}
