import { describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

describe('a drill', () => {
  let world: World;
  let real: string;
  let request: string;
  const decoys = () => [world.compartment('Network (decoy)')];
  worldForAll(PRACTICE, async (made) => {
    world = made;
    await world.sit('Mara');
    const { rows } = await world.call('directory.list', { text: 'Core routers Administrator', compartment: null, offset: 0, limit: 1 });
    real = rows[0]?.id ?? '';
    await world.call('desk.leave', {});
  });

  it('is declared on decoys alone', async () => {
    await refused(world.declare({ kind: 'drill' }), 'ceremony.mixed_drill');
    await refused(world.declare({ kind: 'drill', compartments: [...decoys(), world.compartment('Network')] }), 'ceremony.mixed_drill');
    await refused(world.declare({ kind: 'emergency', compartments: decoys() }), 'ceremony.mixed_drill');
  });

  it('is the same ceremony, with real shares of a key of its own', async () => {
    request = await world.declare({ kind: 'drill', incident: 'DRILL-7', compartments: decoys() });
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Sam') }), 'ceremony.requester_may_not_approve');
    await world.call('request.deny', { request, member: world.member('Mara'), reason: 'I want to be asked again' });
    expect(await world.approve(request, ['Ito', 'Lena'])).toBe(false);
    expect(await world.approve(request, ['Priya'])).toBe(true);
    expect(world.view().window?.kind).toBe('drill');
    await world.titles();
    expect(await world.reveal(await world.find('Decoy administrator'), 'password')).toBe('not-a-real-value-7Q2');
  });

  it('has no way to a real credential', async () => {
    const { rows } = await world.call('window.list', { text: '', offset: 0, limit: 200 });
    expect(rows.map(({ system }) => system).every((system) => system.startsWith('Decoy'))).toBe(true);
    for (const attempt of [
      () => world.reveal(real, 'password'),
      () => world.reveal(real, 'password', 'large'),
      () => world.call('window.copy', { credential: real, field: 'password' }),
      () => world.call('window.code', { credential: real }),
      () => world.call('window.copyCode', { credential: real }),
      () => world.call('window.save', { credential: real }),
      () => world.call('window.credential', { credential: real }),
    ]) {
      await refused(attempt(), 'window.out_of_scope', { compartment: 'Network' });
    }
    // Not even an extension, a second request or a desk at its side opens one.
    await refused(world.declare(), 'ceremony.already_declared');
    await world.call('window.extend', { minutes: 5, reason: 'longer' });
    const more = world.view().request;
    expect(more).toMatchObject({ kind: 'drill', compartments: decoys() });
    await world.approve(more?.id ?? '', ['Mara', 'Lena', 'Priya']);
    await refused(world.reveal(real, 'password'), 'window.out_of_scope');
  });

  it('takes no deposit: nothing real may lie where a drill can open it', async () => {
    await world.touch({ kind: 'desk', member: world.member('Mara') });
    const [decoy] = decoys();
    await refused(world.deposit({ password: 'real' }, { compartment: decoy ?? '' }), 'deposit.unknown_compartment');
    const replaces = await world.find('Decoy administrator');
    await refused(world.deposit({ password: 'real' }, { compartment: decoy ?? '', replaces }), 'deposit.unknown_compartment');
    await refused(
      world.deposit({ password: 'real' }, { compartment: world.compartment('Network'), replaces }),
      'deposit.unknown_credential',
    );
    const playbook = { id: null, title: 'x', compartment: decoy ?? '', systems: [], steps: [] };
    await refused(world.call('playbook.store', playbook), 'deposit.unknown_compartment');
    await world.call('desk.leave', {});
  });

  it('is flagged in every entry, and counted at its end', async () => {
    await world.call('window.seal', {});
    const rows = await world.rows({ incident: 'DRILL-7' });
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter(({ drill }) => !drill)).toEqual([]);
    const [result] = await world.rows({ act: 'drill.result' });
    expect(result?.facts).toMatchObject({ refusals: 1, to_quorum_ms: expect.any(Number), to_first_ms: expect.any(Number) });
    const [closing] = world.view().closing;
    expect(closing).toMatchObject({ kind: 'drill', refusals: 1, missing: { rotations: 0, retests: 0, classification: true } });
    expect(closing?.toQuorumMs).toBeLessThanOrEqual(closing?.toFirstMs ?? 0);
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });

  it('is closed once somebody else has said that it was one', async () => {
    await refused(world.call('closing.close', { request }), 'closing.not_classified');
    await refused(
      world.touch({ kind: 'classify', request, member: world.member('Sam'), as: 'drill' }),
      'closing.operator_may_not_classify',
    );
    await world.touch({ kind: 'classify', request, member: world.member('Priya'), as: 'drill' });
    await world.call('closing.close', { request });
    expect(world.view().closing).toEqual([]);
  });
});
