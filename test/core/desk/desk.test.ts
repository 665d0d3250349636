import { describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

describe('the desk', () => {
  let world: World;
  worldForEach(PRACTICE, (made) => {
    world = made;
  });

  it('shows titles to one member, and no secret to anyone', async () => {
    await refused(world.call('directory.list', { text: '', compartment: null, offset: 0, limit: 10 }), 'desk.closed');
    await refused(world.call('playbook.list', {}), 'desk.closed');
    await world.sit('Priya');
    const { total, rows } = await world.call('directory.list', { text: 'router', compartment: null, offset: 0, limit: 10 });
    expect(total).toBe(3);
    expect(rows.every(({ compartment }) => compartment === world.compartment('Network'))).toBe(true);
    expect((await world.call('playbook.list', {})).playbooks).toHaveLength(1);
    await refused(world.reveal(rows[0]?.id ?? '', 'password'), 'window.closed');
    await refused(world.deposit({ password: 'x' }, { compartment: world.compartment('Network') }), 'desk.role_missing', {
      role: 'steward',
    });
    world.picks = ['/nothing.csv'];
    await refused(world.call('import.pick', {}), 'desk.role_missing');
    const { playbooks } = await world.call('playbook.list', {});
    await refused(world.call('playbook.store', { ...(playbooks[0] as (typeof playbooks)[number]) }), 'desk.role_missing');
  });

  it('is left by hand, by a declaration, by idleness and by sleep, and its process ends', async () => {
    const away = [
      () => world.call('desk.leave', {}).then(() => undefined),
      () =>
        world
          .declare()
          .then((request) => world.call('request.abort', { request }))
          .then(() => undefined),
      async () => {
        world.skipMs += 10 * 60_000;
      },
      async () => world.engine.seal('sleep'),
    ];
    for (const leave of away) {
      await world.sit('Mara');
      expect(world.engine.strongroomPid).toBeGreaterThan(0);
      await leave();
      await expect.poll(() => world.view().desk).toBeNull();
      expect(world.engine.strongroomPid).toBeUndefined();
      await refused(world.call('directory.list', { text: '', compartment: null, offset: 0, limit: 10 }), 'desk.closed');
      await refused(world.deposit({ password: 'x' }, { compartment: world.compartment('Network') }), 'desk.closed');
    }
    expect(await world.rows({ act: 'desk.close' })).toHaveLength(away.length);
  });

  // Leaving the desk ends the process that holds contributed shares: a touch that began before must not sit down now.
  it('does not open on a touch that a declaration overtook', async () => {
    const answer = await world.call('key.begin', { purpose: { kind: 'desk', member: world.member('Mara') } });
    if (answer.done) throw new Error('a touch that nobody made');
    await world.declare();
    await refused(world.answer(answer), 'call.not_now');
    expect(world.view().desk).toBeNull();
  });

  it('goes with the strongroom, and nothing is left half-stored', async () => {
    await world.sit('Mara');
    const before = world.view().vault?.compartments.find(({ name }) => name === 'Network')?.credentials;
    const storing = world.deposit({ password: 'x' }, { compartment: world.compartment('Network') });
    process.kill(world.engine.strongroomPid ?? 0, 'SIGKILL');
    await refused(storing, 'strongroom.gone');
    await expect.poll(() => world.view().desk).toBeNull();
    expect(world.view().vault?.compartments.find(({ name }) => name === 'Network')?.credentials).toBe(before);
    await world.sit('Mara');
  });

  it('proves a custodian’s shares, and says whose key did not', async () => {
    await world.touch({ kind: 'prove', member: world.member('Ito') }, { label: '2' });
    const [row] = await world.rows({ act: 'share.prove' });
    expect(row).toMatchObject({ outcome: 'ok', facts: { shares: 4, of: 4, member: 'Ito Kenji' } });
    expect(world.view().window).toBeNull();
  });
});
