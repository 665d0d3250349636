import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StrongroomState, seedUnder } from '../../../core/strongroom/strongroom-state.ts';
import { toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { newPassphraseParameters, passphraseKey } from '../../../shared/format/passphrase.ts';
import { wrapSeed } from '../../../shared/format/wrap.ts';
import { flipped } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom, touched } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

let made: SampleStrongroom;
let room: SampleStrongroom;
beforeAll(async () => {
  made = await SampleStrongroom.make();
});
beforeEach(() => {
  room = made.again();
});
const later = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);

describe('a strongroom without a charter', () => {
  it.each<[string, (state: StrongroomState) => unknown]>([
    ['charter', (state) => state.charter()],
    ['bytes to sign', (state) => state.charterBytes()],
    ['member', (state) => state.member('m_1')],
    ['compartment', (state) => state.compartment('c_1')],
    ['unlocked member', (state) => state.unlock({ member: 'm_1', key: 'k', envelope: { key: 'e1', sealed: new Uint8Array(48) } })],
  ])('has no %s', (_, act) =>
    refused(
      later(() => act(new StrongroomState())),
      'strongroom.not_ready',
    ),
  );

  it('has no directory, and nobody at the desk', async () => {
    await refused(
      later(() => new StrongroomState().directory()),
      'desk.closed',
    );
    await refused(
      later(() => new StrongroomState().depositor('m_1')),
      'desk.closed',
    );
  });
});

describe('the charter in use', () => {
  it('is kept when another one cannot be read', async () => {
    await refused(
      later(() => room.state.useCharter(utf8('{}'))),
      'format.malformed',
    );
    await refused(
      later(() => room.state.useCharter(new Uint8Array(0))),
      'format.malformed',
    );
    expect(room.state.charter().vault).toBe(room.sample.vault);
    expect(room.state.charterBytes()).toEqual(room.sample.bytes);
  });

  it('is not changed by who handed its bytes over', () => {
    const bytes = room.sample.bytes.slice();
    room.state.useCharter(bytes);
    bytes.fill(0);
    expect(room.state.charterBytes()).toEqual(room.sample.bytes);
  });

  it.each(['', 'm_nobody', '__proto__'])('has no member and no compartment %j', async (id) => {
    await refused(
      later(() => room.state.member(id)),
      'key.wrong_member',
    );
    await refused(
      later(() => room.state.compartment(id)),
      'deposit.unknown_compartment',
    );
  });
});

describe('a touch', () => {
  it('gives the key pairs that the charter names', async () => {
    const keys = await room.state.unlock(await room.touch(0));
    expect(toBase64url(keys.kem.publicKey)).toBe(room.state.charter().members[0]?.kemPublicKey);
    expect(toBase64url(keys.signing.publicKey)).toBe(room.state.charter().members[0]?.signingPublicKey);
  });

  it('with the PRF output of another key, or of none, unlocks nobody', async () => {
    await refused(
      room.touch(0, room.person(1).prfOutput).then((touch) => room.state.unlock(touch)),
      'key.did_not_unwrap',
      { damaged: false },
    );
    await refused(
      room.touch(0, new Uint8Array(32)).then((touch) => room.state.unlock(touch)),
      'key.did_not_unwrap',
      { damaged: false },
    );
  });

  it('of another member’s key is refused before it is looked at', async () => {
    const touch = { ...(await room.touch(0)), key: room.person(1).key };
    await refused(room.state.unlock(touch), 'key.removed', { member: room.person(0).name });
    await expect(room.state.envelopes.openTouch(touch.envelope)).resolves.toMatchObject({ passphrase: null });
  });

  it('of a stranger is refused', async () => {
    await refused(room.state.unlock({ ...(await room.touch(0)), member: 'm_nobody' }), 'key.wrong_member');
  });

  it('is used up by the first who unlocks with it', async () => {
    const touch = await room.touch(0);
    await room.state.unlock(touch);
    await refused(room.state.unlock(touch), 'strongroom.bad_envelope');
  });

  it('does not open a wrap that was changed, and says that it is damaged', async () => {
    const [first, ...others] = room.sample.charter.members;
    const [key] = first?.keys ?? [];
    if (first === undefined || key === undefined) throw new Error('the sample has members with keys');
    room.use({ members: [{ ...first, keys: [{ ...key, wrap: { ...key.wrap, sealed: flipped(key.wrap.sealed) } }] }, ...others] });
    await refused(
      room.touch(0).then((touch) => room.state.unlock(touch)),
      'key.did_not_unwrap',
      { damaged: true },
    );
  });
});

describe('the directory', () => {
  it('opens with any member’s key, and stays as it was opened first', async () => {
    await room.sit(1);
    expect(room.state.directory()).toEqual({ key: room.sample.directoryKey, vault: room.sample.vault });
    const other = new Uint8Array(32).fill(9);
    room.state.directoryKey = other;
    await room.sit(2);
    expect(room.state.directory().key).toBe(other);
  });

  it('opens for nobody to whom it is not sealed', async () => {
    const touch = await room.touch(0);
    const keys = await room.state.unlock(touch);
    await refused(
      later(() => room.state.openDirectory('m_nobody', keys)),
      'key.wrong_member',
    );
    await refused(
      later(() => room.state.directory()),
      'desk.closed',
    );
  });

  it.each(['another generation', 'another member’s seal'])('does not open in %s', async (what) => {
    const touch = await room.touch(0);
    const keys = await room.state.unlock(touch);
    const { generation, sealed } = room.sample.charter.directory;
    const shifted = sealed.map((one, i) => ({ ...one, sealed: sealed[(i + 1) % sealed.length]?.sealed ?? '' }));
    room.use({ directory: what === 'another generation' ? { generation: generation + 1, sealed } : { generation, sealed: shifted } });
    await refused(
      later(() => room.state.openDirectory(touch.member, keys)),
      'crypto.not_committed',
    );
    expect(room.state.directoryKey).toBeNull();
  });
});

describe('a seed under a key and a passphrase', () => {
  it('comes out with both, and with neither alone', async () => {
    const { sample, state } = room;
    const place = { vault: sample.vault, member: room.person(0).id, key: room.person(0).key };
    const { prfOutput, seed } = room.person(0);
    const parameters = newPassphraseParameters(sample.random);
    const secrets = { prfOutput, passphraseKey: await passphraseKey('harbour-crane', parameters) };
    const wrap = wrapSeed({ seed, secrets, place, random: sample.random });
    const open = async (prf: Uint8Array, passphrase: string | null) =>
      seedUnder(wrap, await state.envelopes.openTouch(await touched(state.envelopes, prf, passphrase)), parameters, place);
    expect(await open(prfOutput, 'harbour-crane')).toEqual(seed);
    await refused(open(prfOutput, 'harbour-cranes'), 'key.wrong_passphrase', { missing: false });
    await refused(open(prfOutput, null), 'key.wrong_passphrase', { missing: true });
    await refused(open(room.person(1).prfOutput, 'harbour-crane'), 'key.did_not_unwrap');
  });
});
