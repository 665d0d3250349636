import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStrongroom, type StrongroomHandlers } from '../../../core/strongroom/handlers.ts';
import type { SealedEnvelope, StrongroomCall, StrongroomCalls } from '../../../shared/contract/strongroom-calls.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { at } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom } from '../../harness/strongroom/sample-strongroom.ts';
import { sealTouch } from '../../harness/strongroom/seal-touch.ts';
import { refused } from '../../harness/world/refusal.ts';

let made: SampleStrongroom;
let handlers: StrongroomHandlers;
beforeAll(async () => {
  made = await SampleStrongroom.make();
});
beforeEach(async () => {
  handlers = createStrongroom();
  await call('charter.use', { bytes: made.sample.bytes });
});

async function call<Name extends StrongroomCall>(
  name: Name,
  input: StrongroomCalls[Name]['input'],
): Promise<StrongroomCalls[Name]['output']> {
  const handler = handlers[name] as (input: StrongroomCalls[Name]['input']) => Promise<StrongroomCalls[Name]['output']>; // by its name
  return handler(input);
}

async function touch(index: number): Promise<{ member: string; key: string; envelope: SealedEnvelope }> {
  const { id: member, key, prfOutput } = made.person(index);
  const to = await call('envelope.key', {});
  return { member, key, envelope: { key: to.key, sealed: await sealTouch(to.publicKey, { prf: prfOutput.slice(), passphrase: null }) } };
}

const sample = (index = 0) =>
  call('credential.sample', {
    credential: makeId('credential', made.sample.random),
    version: 1,
    compartment: made.compartment().id,
    kind: 'note',
    member: made.person(index).id,
    at: 1_764_034_331_123,
    fields: { text: 'the note' },
  });
const contribute = async (person: number) =>
  call('contribute', { ...(await touch(person)), request: 'r_1', compartments: [made.compartment().id] });
const open = () => call('open', { request: 'r_1', compartments: [made.compartment().id] });

describe('a strongroom', () => {
  it('takes a deposit from one, and gives it to a quorum', async () => {
    await call('member.unlock', await touch(0));
    const { stored } = await sample();
    await refused(call('credential.plain', { stored, field: 'text' }), 'window.closed');
    for (const person of [1, 2]) await contribute(person);
    await open();
    expect(await call('credential.plain', { stored, field: 'text' })).toEqual({ value: 'the note' });
  });

  it('forgets who has left the desk, and nobody else', async () => {
    for (const person of [0, 1]) await call('member.unlock', await touch(person));
    await call('member.forget', { member: made.person(0).id });
    await refused(sample(0), 'desk.closed');
    expect((await sample(1)).fields).toEqual(['text']);
  });

  it('proves shares and keeps nothing: neither shares, nor a desk, nor the directory', async () => {
    for (const person of [0, 1, 2]) {
      const { shares } = await call('prove', await touch(person));
      expect(shares.map(({ fault }) => fault)).toEqual([null]);
    }
    await refused(open(), 'share.too_few');
    await refused(sample(), 'desk.closed');
    await refused(call('directory.read', { records: [] }), 'desk.closed');
  });

  it('lets nobody who contributes deposit', async () => {
    await contribute(0);
    await refused(sample(0), 'desk.closed');
  });

  it('shares nothing with another: what one holds is gone with it', async () => {
    await call('member.unlock', await touch(0));
    const { stored } = await sample();
    for (const person of [1, 2]) await contribute(person);
    await open();
    const waiting = await touch(0);
    handlers = createStrongroom();
    await refused(call('credential.plain', { stored, field: 'text' }), 'window.closed');
    await refused(call('member.unlock', waiting), 'strongroom.not_ready');
    await call('charter.use', { bytes: made.sample.bytes });
    await refused(call('member.unlock', waiting), 'strongroom.bad_envelope');
    await refused(call('credential.plain', { stored, field: 'text' }), 'window.closed');
    await refused(open(), 'share.too_few');
    await refused(call('directory.read', { records: [] }), 'desk.closed');
    await refused(call('import.seal', { token: 'i1', member: made.person(0).id, at: 1, ids: [] }), 'import.stale');
    expect(await call('found.holds', { member: made.person(0).id })).toEqual({ holds: false });
  });

  it('of another vault opens no share of this one', async () => {
    const { charter } = made.sample;
    const strange = `v_${'A'.repeat(22)}`;
    const other = made.again();
    other.use({ vault: strange });
    await call('charter.use', { bytes: other.state.charterBytes() });
    await refused(contribute(0), 'key.did_not_unwrap');
    expect(at(charter.compartments, 0).shares).toHaveLength(3);
  });
});
