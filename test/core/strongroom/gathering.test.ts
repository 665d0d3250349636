import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ShareGathering } from '../../../core/strongroom/gathering.ts';
import { toBase64url } from '../../../shared/base/bytes.ts';
import type { Threshold } from '../../../shared/domain/rule.ts';
import type { CharterCompartment } from '../../../shared/format/charter-form.ts';
import { compartmentKeys } from '../../../shared/format/identity.ts';
import { splitSeed } from '../../../shared/format/share-set.ts';
import { any, flipped } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

const REQUEST = 'r_1';
/** The first compartment opens to any two of four; the second to one of the first pair and one of the second pair. */
const PAIRS = ([a = '', b = '', c = '', d = '']: readonly string[]): Threshold => ({
  kind: 'threshold',
  name: '',
  need: 2,
  of: [
    { ...any(1, a, b), name: 'Ops' },
    { ...any(1, c, d), name: 'Security' },
  ],
});

let made: SampleStrongroom;
let room: SampleStrongroom;
let gathering: ShareGathering;
beforeAll(async () => {
  made = await SampleStrongroom.make([(all) => any(2, ...all), PAIRS], 4);
});
beforeEach(() => {
  room = made.again();
  gathering = new ShareGathering(room.state);
});

const ids = (...indexes: readonly number[]) => indexes.map((index) => room.compartment(index).id);
const contribute = async (person: number, compartments = ids(0, 1), request = REQUEST) =>
  gathering.contribute({ ...(await room.touch(person)), request, compartments });
const open = (compartments = ids(0), request = REQUEST) => gathering.combine({ request, compartments });

/** The first compartment after its shares were dealt again. */
async function redealt(): Promise<(entry: CharterCompartment) => CharterCompartment> {
  const { seed, rule, id } = room.compartment();
  const place = { vault: room.sample.vault, compartment: id, generation: 2 };
  const kemPublicKeyOf = (member: string) => room.sample.people.find((person) => person.id === member)?.keys.kem.publicKey;
  const shares = await splitSeed({ seed, rule, place, kemPublicKeyOf, random: room.sample.random });
  return (entry) => ({ ...entry, generation: 2, shares });
}

describe('a quorum', () => {
  it('opens the compartment with its own keys, and no other', async () => {
    await contribute(0);
    await contribute(2);
    await open();
    expect([...room.state.open.keys()]).toEqual(ids(0));
    expect(room.state.open.get(room.compartment().id)).toEqual(room.compartment().keys);
  });

  it('may be larger than it need be', async () => {
    for (const person of [0, 1, 2, 3]) await contribute(person);
    await open(ids(0, 1));
    expect([...room.state.open.keys()].sort()).toEqual(ids(0, 1).sort());
  });

  it('opens the directory with its first touch, and no compartment', async () => {
    expect((await contribute(0)).shares.map(({ fault }) => fault)).toEqual([null, null]);
    expect(room.state.directory().key).toEqual(room.sample.directoryKey);
    expect(room.state.open.size).toBe(0);
  });
});

describe('under the quorum', () => {
  /** Refused, nothing is open, and what was contributed is still there for those who come. */
  async function refusedWhole(work: Promise<unknown>, code: Parameters<typeof refused>[1]): Promise<void> {
    await refused(work, code);
    expect(room.state.open.size).toBe(0);
  }

  it('nothing is combined of nothing', () => refusedWhole(open(), 'share.too_few'));

  it('nothing is combined of one share, and the second still completes it', async () => {
    await contribute(0);
    await refusedWhole(open(), 'share.too_few');
    await contribute(1);
    await open();
    expect(room.state.open.size).toBe(1);
  });

  it('one person counts once, however often they touch', async () => {
    for (let times = 0; times < 3; times++) await contribute(0);
    await refusedWhole(open(), 'share.too_few');
  });

  it('two of one group are not one of each', async () => {
    await contribute(0);
    await contribute(1);
    await refusedWhole(open(ids(1)), 'share.too_few');
  });

  it('what was contributed to another request does not count', async () => {
    await contribute(0);
    await contribute(1, ids(0, 1), 'r_2');
    await refusedWhole(open(), 'share.too_few');
    await refusedWhole(open(ids(0), 'r_2'), 'share.too_few');
    await refusedWhole(open(ids(0), 'r_3'), 'share.too_few');
  });

  it('what was contributed for another compartment does not count', async () => {
    await contribute(0, ids(0));
    await contribute(2, ids(1));
    await refusedWhole(open(ids(0)), 'share.too_few');
    await refusedWhole(open(ids(1)), 'share.too_few');
  });

  it('two compartments open together or not at all', async () => {
    await contribute(0);
    await contribute(1);
    await refusedWhole(open(ids(0, 1)), 'share.too_few');
    await refusedWhole(open([...ids(0), 'c_nothing']), 'deposit.unknown_compartment');
  });
});

describe('a share that is not what it should be', () => {
  it('does not count: one sealed to somebody else', async () => {
    const swapped = room.sample.charter.compartments[0]?.shares[1]?.sealed ?? '';
    room.useCompartment((entry) => ({ ...entry, shares: entry.shares.map((leaf, i) => (i === 0 ? { ...leaf, sealed: swapped } : leaf)) }));
    expect((await contribute(0, ids(0))).shares[0]?.fault?.code).toBe('share.did_not_open');
    await contribute(1, ids(0));
    await refused(open(), 'share.too_few');
    await contribute(2, ids(0));
    await open();
    expect(room.state.open.get(room.compartment().id)).toEqual(room.compartment().keys);
  });

  it('does not count: one of the set before, beside one of the set in force', async () => {
    await contribute(0);
    room.useCompartment(await redealt());
    await contribute(1);
    await refused(open(), 'share.wrong_set', { generation: 1, expected: 2, member: room.person(0).id });
    expect(room.state.open.size).toBe(0);
  });

  it('takes the place of the one before when its holder touches again', async () => {
    await contribute(0);
    room.useCompartment(await redealt());
    await contribute(1);
    await contribute(0);
    await open();
    expect(room.state.open.get(room.compartment().id)).toEqual(room.compartment().keys);
  });

  it('is found before anything is combined: another commitment since it was contributed', async () => {
    await contribute(0);
    await contribute(1);
    room.useCompartment((entry) => ({
      ...entry,
      shares: entry.shares.map((leaf, i) => (i === 1 ? { ...leaf, commitment: flipped(leaf.commitment) } : leaf)),
    }));
    await refused(open(), 'share.wrong_commitment', { member: room.person(1).id });
    expect(room.state.open.size).toBe(0);
  });

  it('opens nothing that is not the compartment of the charter', async () => {
    const { publicKey } = compartmentKeys(new Uint8Array(32).fill(1), { vault: room.sample.vault, compartment: room.compartment().id });
    room.useCompartment((entry) => ({ ...entry, publicKey: toBase64url(publicKey) }));
    await contribute(0);
    await contribute(1);
    await refused(open(), 'share.did_not_combine', { compartment: room.compartment().id });
    expect(room.state.open.size).toBe(0);
  });
});

describe('a touch that does not unlock', () => {
  it('contributes nothing, and opens no directory', async () => {
    const touch = await room.touch(1, room.person(0).prfOutput);
    await refused(gathering.contribute({ ...touch, request: REQUEST, compartments: ids(0) }), 'key.did_not_unwrap');
    expect(room.state.directoryKey).toBeNull();
    await contribute(0);
    await refused(open(), 'share.too_few');
  });
});

describe('what was contributed', () => {
  it('is gone when it has opened: the same request opens nothing again', async () => {
    await contribute(0);
    await contribute(1);
    await open();
    room.state.open.clear();
    await refused(open(), 'share.too_few');
    await contribute(2);
    await refused(open(), 'share.too_few');
    expect(room.state.open.size).toBe(0);
  });

  it('stays for another request', async () => {
    for (const request of [REQUEST, 'r_2']) for (const person of [0, 1]) await contribute(person, ids(0), request);
    await open();
    room.state.open.clear();
    await open(ids(0), 'r_2');
    expect(room.state.open.size).toBe(1);
  });
});
