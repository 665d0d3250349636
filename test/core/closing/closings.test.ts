import { describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

describe('what is left after a window', () => {
  let world: World;
  let request: string;
  let credential: string;
  const closing = () => world.view().closing.find((one) => one.request === request);
  worldForAll(PRACTICE, async (made) => {
    world = made;
    request = await world.opened();
    credential = await world.find('Administrator');
    await world.reveal(credential, 'password');
    await world.reveal(credential, 'password');
    await world.call('window.copy', { credential, field: 'password' });
    await world.call('window.code', { credential: await world.find('Administrator') });
    await world.call('window.seal', {});
  });

  it('names what was exposed, by whom, how often and how', () => {
    expect(closing()).toMatchObject({ sealedHow: 'person', unseen: 1, missing: { rotations: 1, retests: 1, classification: true } });
    expect(
      closing()
        ?.exposures.map(({ field, how, times }) => [field, how, times])
        .sort(),
    ).toEqual([
      ['password', 'copied', 1],
      ['password', 'shown', 2],
    ]);
    expect(closing()?.exposures.every(({ member }) => member === world.member('Sam'))).toBe(true);
  });

  it('is not closed before it is rotated, retested and classified', async () => {
    await refused(world.call('closing.close', { request }), 'closing.not_rotated', { count: 1 });
    const exposure = closing()?.exposures[0]?.id ?? 0;
    await refused(world.call('closing.retested', { request, exposure }), 'closing.not_rotated');
    await refused(world.call('closing.retested', { request, exposure: 4711 }), 'closing.unknown_exposure');
    await refused(world.call('closing.retested', { request: 'r_nothing', exposure }), 'closing.nothing_to_close');
    await world.sit('Lena');
    await world.deposit(
      { username: 'emergency-admin', password: 'rotated-1' },
      { compartment: world.compartment('Network'), replaces: credential, title: 'Administrator' },
    );
    expect(closing()?.missing).toMatchObject({ rotations: 0, retests: 1 });
    await refused(world.call('closing.close', { request }), 'closing.not_retested', { count: 1 });
    await world.call('closing.retested', { request, exposure });
    expect(closing()?.missing).toMatchObject({ rotations: 0, retests: 0 });
    await refused(world.call('closing.close', { request }), 'closing.not_classified');
  });

  it('is classified by an auditor with a key, never by the operator', async () => {
    expect(closing()?.mayClassify).toEqual([world.member('Priya')]);
    await refused(
      world.touch({ kind: 'classify', request, member: world.member('Sam'), as: 'emergency' }),
      'closing.operator_may_not_classify',
    );
    await refused(world.touch({ kind: 'classify', request, member: world.member('Mara'), as: 'emergency' }), 'closing.not_an_auditor');
    await world.touch({ kind: 'classify', request, member: world.member('Priya'), as: 'misuse' });
    expect(closing()?.classified).toMatchObject({ as: 'misuse', by: world.member('Priya') });
    await world.call('closing.close', { request });
    expect(closing()).toBeUndefined();
    await refused(world.call('closing.close', { request }), 'closing.nothing_to_close');
    await refused(world.touch({ kind: 'classify', request, member: world.member('Priya'), as: 'drill' }), 'closing.nothing_to_close');
    expect((await world.call('reports.list', {})).reports[0]).toMatchObject({
      request,
      classifiedAs: 'misuse',
      endedHow: 'closed',
      // Three ways of seeing one credential: one has to be rotated.
      exposures: 1,
    });
  });

  it('shows the new version the next time, and keeps the old one', async () => {
    await world.opened();
    expect(await world.reveal(credential, 'password')).toBe('rotated-1');
    expect(await world.call('window.credential', { credential })).toMatchObject({ version: 2, depositedBy: 'Lena Okafor' });
    await world.call('window.seal', {});
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });
});
