import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openVaultFile } from '../../../core/store/file/vault-file.ts';
import { view } from '../../../shared/contract/view.ts';
import { World } from '../../harness/world/engine-world.ts';
import { EMPTY } from '../../harness/world/founded.ts';
import { any, compartments, FOUNDING } from '../../harness/world/founders.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

const NAME = 'Nordhamn production';

describe('a founding, by the calls of the contract', () => {
  let world: World;
  const vaults = () => readdirSync(join(world.folder, 'vaults')).filter((name) => !name.endsWith('-ballast') && !name.endsWith('-wal'));
  const draft = () => join(world.folder, 'vaults', `${NAME}.halligan-founding`);
  const missing = () => world.view().founding?.missing.map(({ code }) => code);
  worldForAll(EMPTY, (made) => {
    world = made;
  });

  it('begins as a draft, which is never a vault', async () => {
    await refused(world.call('founding.go', { step: 'members' }), 'founding.none');
    await FOUNDING.start(world);
    expect(vaults()).toEqual([`${NAME}.halligan-founding`]);
    const now = view.parse(world.view());
    expect(now).toMatchObject({ vault: null, board: null, founding: { name: NAME, kind: 'real', step: 'name' } });
    await refused(world.call('founding.go', { step: 'keys' }), 'founding.step_incomplete', { field: 'members' });
    await refused(world.touch({ kind: 'sign', member: 'm_nobody' }), 'vault.none_open');
  });

  it('names what is missing of its members', async () => {
    await world.call('founding.members', {
      members: [
        { id: null, name: 'Ann', roles: ['custodian'] },
        { id: null, name: 'ann', roles: [] },
      ],
    });
    expect(missing()).toEqual(
      expect.arrayContaining(['founding.duplicate_name', 'founding.no_custodians', 'policy.role_missing', 'founding.key_missing']),
    );
    await refused(world.call('founding.go', { step: 'keys' }), 'founding.step_incomplete', { field: 'members' });
    await FOUNDING.members(world);
    await refused(world.call('founding.go', { step: 'rules' }), 'founding.step_incomplete', { field: 'keys' });
  });

  it('registers a key after create and two gets that agree, and refuses one that does not', async () => {
    const mara = world.member('Mara');
    await refused(world.touch({ kind: 'enrol', member: mara, label: '1' }, { fault: 'secret', faultAt: 'confirm' }), 'key.prf_differs');
    expect(world.view().founding?.members[0]?.keys).toEqual([]);
    await refused(world.touch({ kind: 'enrol', member: mara, label: '1' }, { fault: 'pin', faultAt: 'again' }), 'key.not_verified');
    await refused(world.touch({ kind: 'enrol', member: mara, label: '1' }, { fault: 'signature', faultAt: 'again' }), 'key.bad_response');
    await refused(world.touch({ kind: 'enrol', member: 'm_nobody', label: '1' }), 'key.wrong_member');
    await FOUNDING.keys(world, { keys: ['1', '2'] });
    await refused(world.touch({ kind: 'enrol', member: mara, label: '2' }), 'key.already_enrolled', { label: '2' });
    await refused(world.call('founding.name', { name: NAME, passphrase: true }), 'founding.step_incomplete', { field: 'passphrase' });
    const refusals = await world.rows({ act: 'enroll.refused' });
    expect(refusals.map(({ code }) => code).reverse()).toEqual(['key.prf_differs', 'key.not_verified', 'key.bad_response']);
  });

  it('weighs every rule before anyone signs', async () => {
    const [network, identity] = compartments(world) as [ReturnType<typeof compartments>[number], ReturnType<typeof compartments>[number]];
    const all = ['Mara', 'Ito', 'Sam', 'Lena', 'Priya'].map((name) => world.member(name));
    const set = (rule: typeof network.rule, override: string | null = null) =>
      world.call('founding.compartments', { compartments: [{ ...network, rule, override }] });
    await refused(world.call('founding.go', { step: 'sign' }), 'founding.step_incomplete', { field: 'rules' });
    for (const [rule, code] of [
      [any(1, all), 'rule.one_person_suffices'],
      [any(5, all), 'rule.one_loss_locks'],
      [any(2, [...all, 'm_nobody']), 'rule.unknown_member'],
      [any(2, [...all, all[0] as string]), 'rule.repeated_member'],
      [any(6, all), 'rule.threshold_out_of_range'],
      [any(2, []), 'rule.empty'],
    ] as const) {
      await set(rule);
      expect(missing(), code).toContain(code);
      await refused(world.call('founding.go', { step: 'sign' }), 'founding.step_incomplete', { field: 'rules' });
    }
    await set(any(5, all), 'I accept it.');
    expect(missing()).toContain('founding.sentence_differs');
    expect(await world.rows({ act: 'rule.override' })).toEqual([]);
    await world.call('founding.compartments', { compartments: [network, { ...identity, name: 'NETWORK' }] });
    expect(missing()).toContain('founding.duplicate_name');
    await world.call('founding.compartments', { compartments: [{ ...network, policy: { ...network.policy, maxWindowMinutes: 481 } }] });
    expect(missing()).toContain('policy.minutes_out_of_range');
    await FOUNDING.rules(world);
  });

  it('writes an entry of its own for each warning that was overridden, once', async () => {
    const copy = await World.make(world);
    await copy.call('vault.open', { path: draft().replace(world.folder, copy.folder) });
    const kept = copy.view().founding?.compartments ?? [];
    const all = ['Mara', 'Ito', 'Sam', 'Lena', 'Priya'].map((name) => copy.member(name));
    const accepted = kept.map((one) => ({ ...one, rule: any(5, all), override: `one loss locks ${one.name}.` }));
    await copy.call('founding.compartments', { compartments: accepted });
    await copy.call('founding.compartments', { compartments: accepted });
    const rows = await copy.rows({ act: 'rule.override' });
    expect(rows.map(({ facts }) => facts).reverse()).toEqual(
      accepted.map(({ name, override }) => ({ compartment: name, sentence: override, warning: 'rule.one_loss_locks' })),
    );
    const sets = await copy.rows({ act: 'founding.rules' });
    expect(rows.map(({ seq }) => seq).reverse()).toEqual([1, 2].map((n) => (sets[1]?.seq ?? 0) + n));
    const [network] = accepted.slice(0, 1);
    if (network === undefined) throw new Error('the founding has no compartment');
    await copy.call('founding.compartments', { compartments: [{ ...network, rule: any(2, all.slice(0, 2)) }] });
    expect(await copy.rows({ act: 'rule.override' })).toHaveLength(3);
    expect(await copy.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
    await copy.end();
  });

  it('is signed by all, each with a key of their own, and proves every share', async () => {
    const [mara, ito] = [world.member('Mara'), world.member('Ito')];
    await refused(world.call('founding.go', { step: 'rehearse' }), 'founding.step_incomplete', { field: 'sign' });
    await refused(world.touch({ kind: 'sign', member: mara }, { whose: ito }), 'key.wrong_member');
    await refused(world.touch({ kind: 'sign', member: mara }, { fault: 'secret' }), 'key.did_not_unwrap');
    await refused(world.call('founding.rehearse', { operator: world.member('Sam') }), 'founding.step_incomplete', { field: 'sign' });
    expect(world.view().founding?.members.some(({ signed }) => signed)).toBe(false);
    await world.touch({ kind: 'sign', member: mara }, { label: '2' });
    expect(world.view().founding?.members[0]).toMatchObject({ signed: true, proven: true });
    await FOUNDING.sign(world);
    expect(world.view().founding?.members.every(({ signed, proven }) => signed && proven)).toBe(true);
  });

  it('asks for all signatures again when anything that they say has changed', async () => {
    await using copy = await World.make(world);
    await copy.call('vault.open', { path: draft().replace(world.folder, copy.folder) });
    await copy.call('founding.name', { name: 'Another name', passphrase: false });
    expect(copy.view().founding?.members.some(({ signed, proven }) => signed || proven)).toBe(false);
  });

  // Nothing half-founded is ever called a vault: no other door opens on a draft whose charter exists already.
  it('opens no desk, no request and no proof while it is a draft', async () => {
    await using copy = await World.make(world);
    await copy.call('vault.open', { path: draft().replace(world.folder, copy.folder) });
    const sam = copy.member('Sam');
    await refused(copy.touch({ kind: 'desk', member: copy.member('Mara') }), 'vault.half_founded');
    await refused(copy.touch({ kind: 'prove', member: sam }), 'vault.half_founded');
    const ids = copy.view().founding?.compartments.map(({ id }) => id) ?? [];
    for (const kind of ['emergency', 'drill', 'founding'] as const) {
      const request = {
        kind,
        incident: 'INC-1',
        reason: 'x',
        compartments: ids,
        systems: [],
        requester: null,
        operator: sam,
        minutes: 5,
        ways: [],
      };
      await refused(copy.call('request.declare', request), 'vault.half_founded');
    }
    expect(() => openVaultFile(draft().replace(world.folder, copy.folder), 'vault')).toThrow(
      expect.objectContaining({ code: 'vault.in_use' }),
    );
    await copy.call('founding.leave', {});
    expect(() => openVaultFile(draft().replace(world.folder, copy.folder), 'vault')).toThrow(
      expect.objectContaining({ code: 'vault.half_founded' }),
    );
  });

  it('becomes a vault when a real quorum has opened its decoys from disk, and not before', async () => {
    await FOUNDING.rehearse(world);
    const now = view.parse(world.view());
    expect(now.founding).toMatchObject({ step: 'done', missing: [] });
    expect(now.vault).toMatchObject({ name: NAME, kind: 'real', charterVersion: 1 });
    expect(vaults()).toEqual([`${NAME}.halligan`]);
    expect(existsSync(draft())).toBe(false);
    expect(now.closing).toEqual([]);
    const acts = (await world.rows()).map(({ act }) => act);
    expect(acts.indexOf('founding.complete')).toBeLessThan(acts.indexOf('vault.seal'));
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });

  // The last page is still on the screen: what it could ask must not reach the vault behind it.
  it('is over when it is over: nothing of a founding reaches the vault', async () => {
    await refused(world.call('founding.discard', {}), 'founding.none');
    await refused(world.call('founding.members', { members: [] }), 'founding.none');
    await refused(world.call('founding.name', { name: 'Mine', passphrase: false }), 'founding.none');
    await refused(world.call('founding.compartments', { compartments: [] }), 'founding.none');
    await refused(world.call('founding.go', { step: 'sign' }), 'founding.none');
    await refused(world.touch({ kind: 'enrol', member: world.member('Mara'), label: '3' }), 'founding.none');
    await refused(world.touch({ kind: 'sign', member: world.member('Mara') }), 'founding.none');
    await refused(world.call('founding.rehearse', { operator: world.member('Sam') }), 'founding.none');
    expect(vaults()).toEqual([`${NAME}.halligan`]);
    await world.call('founding.leave', {});
    expect(world.view().founding).toBeNull();
    expect(world.view().board?.rows).toHaveLength(2);
  });

  it('refuses simulated touches in a real vault', async () => {
    const answer = await world.call('key.begin', { purpose: { kind: 'prove', member: world.member('Mara') } });
    if (answer.done) throw new Error('a touch that nobody made');
    expect(answer.step.simulated).toBe(false);
    await refused(world.call('practice.touch', { ticket: answer.step.ticket, label: '1' }), 'key.simulated_refused');
  });
});
