import { describe, expect, it } from 'vitest';
import type { InputIn } from '../../../shared/contract/call.ts';
import type { calls } from '../../../shared/contract/calls.ts';
import { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

type Declared = Partial<InputIn<typeof calls, 'request.declare'>>;

describe('a request', () => {
  let world: World;
  worldForEach(PRACTICE, (made) => {
    world = made;
  });

  it('is not declared without what custodians must know', async () => {
    const decoy = world.compartment('Network (decoy)');
    const cases: readonly (readonly [Declared, Parameters<typeof refused>[1]])[] = [
      [{ incident: '   ' }, 'ceremony.incident_missing'],
      [{ reason: '' }, 'ceremony.reason_missing'],
      [{ operator: world.member('Mara') }, 'ceremony.operator_unknown'],
      [{ operator: 'm_nobody' }, 'ceremony.operator_unknown'],
      [{ requester: 'm_nobody' }, 'ceremony.requester_unknown'],
      [{ compartments: ['c_nothing'] }, 'ceremony.unknown_compartment'],
      [{ minutes: 61 }, 'policy.minutes_out_of_range'],
      [{ kind: 'drill' }, 'ceremony.mixed_drill'],
      [{ compartments: [decoy] }, 'ceremony.mixed_drill'],
      [{ kind: 'drill', compartments: [decoy, world.compartment('Network')] }, 'ceremony.mixed_drill'],
      [{ kind: 'founding', compartments: [decoy] }, 'founding.none'],
    ];
    for (const [over, code] of cases) await refused(world.declare(over), code);
    expect(world.view().request).toBeNull();
    expect(await world.rows({ act: 'request.declare' })).toEqual([]);
    await world.declare();
    await refused(world.declare(), 'ceremony.already_declared', { incident: 'INC-4471' });
    await refused(world.touch({ kind: 'desk', member: world.member('Mara') }), 'call.not_now');
  });

  it('counts nobody twice, nobody who asked, and nobody without a share', async () => {
    const request = await world.declare();
    await world.touch({ kind: 'contribute', request, member: world.member('Mara') });
    await refused(
      world.touch({ kind: 'contribute', request, member: world.member('Mara') }, { label: '2' }),
      'ceremony.already_contributed',
    );
    await refused(
      world.call('request.deny', { request, member: world.member('Mara'), reason: 'after all not' }),
      'ceremony.already_contributed',
    );
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Sam') }), 'ceremony.requester_may_not_approve');
    await refused(world.touch({ kind: 'contribute', request, member: 'm_nobody' }), 'ceremony.not_a_holder');
    await refused(world.touch({ kind: 'contribute', request: 'r_nothing', member: world.member('Ito') }), 'ceremony.not_declared');
    expect(world.view().request).toMatchObject({ have: 1, need: 3 });
    expect(await world.approve(request, ['Ito'])).toBe(false);
    expect(world.view().window).toBeNull();
  });

  it('lets another ask in the operator’s place, who may then approve', async () => {
    const request = await world.declare({ requester: world.member('Priya') });
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Priya') }), 'ceremony.requester_may_not_approve');
    expect(await world.approve(request, ['Sam', 'Mara', 'Ito'])).toBe(true);
  });

  it('takes either key of a custodian, and names what is wrong with a touch', async () => {
    const request = await world.declare();
    const ito = world.member('Ito');
    await world.touch({ kind: 'contribute', request, member: world.member('Mara') }, { label: '2' });
    const answer = await world.call('key.begin', { purpose: { kind: 'contribute', request, member: ito } });
    if (answer.done) throw new Error('a touch that nobody made');
    expect(world.view().request?.people.find(({ member }) => member === ito)).toMatchObject({ status: 'here' });
    await world.call('key.abandon', { ticket: answer.step.ticket, code: 'key.timed_out' });
    expect(world.view().request?.people.find(({ member }) => member === ito)).toMatchObject({ status: 'here' });
    const [row] = await world.rows({ act: 'ceremony.refuse' });
    expect(row).toMatchObject({ code: 'key.timed_out', facts: { member: 'Ito Kenji' } });
    // Its time is over: the same ticket does nothing.
    await refused(world.answer(answer), 'ceremony.stale_request');
    const late = await world.call('key.begin', { purpose: { kind: 'contribute', request, member: ito } });
    if (late.done) throw new Error('a touch that nobody made');
    world.skipMs += 5 * 60_000;
    await refused(world.answer(late), 'ceremony.stale_request');
    expect(await world.approve(request, ['Ito', 'Lena'])).toBe(true);
  });

  it('is denied with a word, and ends when it cannot be met any more', async () => {
    const request = await world.declare();
    await refused(world.call('request.deny', { request, member: world.member('Mara'), reason: ' ' }), 'ceremony.reason_missing');
    await world.approve(request, ['Ito']);
    await world.call('request.deny', { request, member: world.member('Mara'), reason: 'Nobody told me' });
    expect(world.view().request?.people.find(({ member }) => member === world.member('Mara'))).toMatchObject({
      status: 'denied',
      reason: 'Nobody told me',
    });
    await world.call('request.deny', { request, member: world.member('Lena'), reason: 'Nor me' });
    expect(world.view().request).toBeNull();
    expect(world.engine.strongroomPid).toBeUndefined();
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Priya') }), 'ceremony.not_declared');
    const { reports } = await world.call('reports.list', {});
    expect(reports[0]).toMatchObject({ request, endedHow: 'denied', refusals: 2, openedAt: null });
  });

  it('changes a denial into an approval by a touch', async () => {
    const request = await world.declare();
    await world.call('request.deny', { request, member: world.member('Mara'), reason: 'Who asks?' });
    expect(await world.approve(request, ['Mara', 'Ito', 'Lena'])).toBe(true);
  });

  it('is withdrawn, and what was contributed goes with its process', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    const pid = world.engine.strongroomPid;
    expect(pid).toBeGreaterThan(0);
    await world.call('request.abort', { request });
    expect(world.view().request).toBeNull();
    expect(world.engine.strongroomPid).toBeUndefined();
    const again = await world.declare();
    expect(await world.approve(again, ['Lena'])).toBe(false);
    expect(world.view().request).toMatchObject({ have: 1 });
  });

  it('lapses by itself, and no clock set back makes it last', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    world.wallMs -= 3_600_000;
    world.pass(14 * 60_000);
    expect(world.view().request?.lapsesInMs).toBeLessThanOrEqual(60_000);
    world.pass(60_000);
    expect(world.view().request).toBeNull();
    expect(world.view().notices.map(({ code }) => code)).toContain('ceremony.lapsed');
    expect(world.engine.strongroomPid).toBeUndefined();
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Lena') }), 'ceremony.not_declared');
    expect((await world.call('reports.list', {})).reports[0]).toMatchObject({ endedHow: 'lapsed', openedAt: null });
  });

  it('lapses before a touch that comes too late, even when no timer has noticed', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    const answer = await world.call('key.begin', { purpose: { kind: 'contribute', request, member: world.member('Lena') } });
    if (answer.done) throw new Error('a touch that nobody made');
    const { response } = await world.call('practice.touch', { ticket: answer.step.ticket, label: '1' });
    world.skipMs += 15 * 60_000;
    await expect(world.call('key.step', { ticket: answer.step.ticket, response, envelope: null })).rejects.toMatchObject({
      code: expect.stringMatching(/^ceremony\./),
    });
    expect(world.view().window).toBeNull();
  });

  it('opens a nested rule only with both of its groups', async () => {
    const request = await world.declare({ compartments: [world.compartment('Identity')], operator: world.member('Sam') });
    expect(await world.approve(request, ['Mara', 'Priya'])).toBe(false);
    expect(await world.approve(request, ['Ito'])).toBe(false);
    expect(world.view().request).toMatchObject({ oneMore: true });
    expect(await world.approve(request, ['Lena'])).toBe(true);
    await world.titles();
    expect(await world.reveal(await world.find('Break-glass'), 'password')).toBe('practice-Y3-north-gate');
  });

  it('opens two compartments at once when both have their quorum, or neither', async () => {
    const request = await world.declare({ compartments: [world.compartment('Network'), world.compartment('Identity')] });
    expect(await world.approve(request, ['Mara', 'Ito', 'Priya'])).toBe(false);
    expect(world.view().window).toBeNull();
    expect(await world.approve(request, ['Lena'])).toBe(true);
    expect(await world.rows({ act: 'vault.unseal' })).toHaveLength(4);
  });

  it('loses what was contributed when the strongroom is killed, says so, and begins again', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    process.kill(world.engine.strongroomPid ?? 0, 'SIGKILL');
    await expect.poll(() => world.view().request).toBeNull();
    expect(world.view().notices.map(({ code }) => code)).toContain('strongroom.gone');
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Lena') }), 'ceremony.not_declared');
    expect(await world.approve(await world.declare())).toBe(true);
  });

  it('is gone with the restart that interrupts it', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    await using after = await World.make(world);
    await after.call('practice.start', {});
    expect(after.view()).toMatchObject({ request: null, window: null });
    expect((await after.call('reports.list', {})).reports[0]).toMatchObject({ request, endedHow: 'restart' });
    await refused(after.touch({ kind: 'contribute', request, member: after.member('Lena') }), 'ceremony.not_declared');
  });
});
