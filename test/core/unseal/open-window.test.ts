import { describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const PASSWORD = 'practice-kT7O0mRx4#Qvl1Wz';

describe('an open window', () => {
  let world: World;
  worldForEach(PRACTICE, (made) => {
    world = made;
  });
  const shown = () => world.view().window?.shown ?? [];

  it('hides what it showed after twenty seconds, and writes that', async () => {
    await world.opened();
    const credential = await world.find('Administrator');
    expect(await world.reveal(credential, 'password')).toBe(PASSWORD);
    world.pass(19_000);
    expect(shown()).toHaveLength(1);
    world.pass(1_000);
    expect(shown()).toEqual([]);
    expect(await world.rows({ act: 'item.hide' })).toHaveLength(1);
    expect(world.view().window).not.toBeNull();
  });

  it('hides when it is asked to', async () => {
    await world.opened();
    const credential = await world.find('Administrator');
    await world.reveal(credential, 'password', 'large');
    await world.call('window.hide', { credential, field: 'password' });
    await world.call('window.hide', { credential, field: 'password' });
    expect(shown()).toEqual([]);
    expect(await world.rows({ act: 'item.hide' })).toHaveLength(1);
    expect(await world.rows({ act: 'item.large' })).toHaveLength(2);
  });

  it('clears the clipboard after thirty seconds', async () => {
    await world.opened();
    await world.call('window.copy', { credential: await world.find('Administrator'), field: 'password' });
    expect(world.clipboard).toBe(PASSWORD);
    world.pass(29_000);
    expect(world.clipboardCleared).toBe(0);
    world.pass(1_000);
    await expect.poll(() => world.clipboard).toBe('');
  });

  it('clears the clipboard at sealing, but never what somebody else copied', async () => {
    await world.opened();
    const credential = await world.find('Administrator');
    await world.call('window.copy', { credential, field: 'password' });
    await world.call('window.copyCode', { credential });
    expect(world.clipboard).toMatch(/^\d{6}$/);
    await world.call('window.seal', {});
    await expect.poll(() => world.clipboard).toBe('');
    await world.opened();
    await world.call('window.copy', { credential, field: 'password' });
    world.clipboard = 'a shopping list';
    const before = world.clipboardCleared;
    await world.call('window.seal', {});
    await expect.poll(() => world.clipboardCleared).toBe(before + 1);
    expect(world.clipboard).toBe('a shopping list');
  });

  // A copy on its way when the seal comes: the seal clears an empty clipboard, and then the secret arrives.
  it('leaves nothing on a slow clipboard that is sealed meanwhile', async () => {
    await world.opened();
    const credential = await world.find('Administrator');
    let go = () => {};
    world.clipboardWait = new Promise((resolve) => {
      go = resolve;
    });
    const copying = world.call('window.copy', { credential, field: 'password' });
    await expect.poll(() => world.clipboardAsked).toBe(1);
    world.engine.seal('screen-lock');
    go();
    await refused(copying, 'window.closed');
    expect(world.clipboard).toBe('');
    // The intent has its result, although the window is gone.
    expect((await world.rows({ act: 'item.copy' })).map(({ outcome }) => outcome)).toEqual(['failed', 'pending']);
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });

  it('shows nothing out of scope, of no credential, or of no field', async () => {
    await world.sit('Mara');
    const { rows } = await world.call('directory.list', { text: 'Root account', compartment: null, offset: 0, limit: 1 });
    const outside = rows[0]?.id ?? '';
    await world.opened();
    for (const attempt of [
      () => world.reveal(outside, 'password'),
      () => world.call('window.copy', { credential: outside, field: 'password' }),
      () => world.call('window.code', { credential: outside }),
      () => world.call('window.copyCode', { credential: outside }),
      () => world.call('window.credential', { credential: outside }),
      () => world.call('window.save', { credential: outside }),
    ]) {
      await refused(attempt(), 'window.out_of_scope', { compartment: 'Identity' });
    }
    await refused(world.reveal('x_nothing', 'password'), 'deposit.unknown_credential');
    const credential = await world.find('Administrator');
    await refused(world.reveal(credential, 'nothing'), 'window.unknown_field');
    await refused(world.reveal(credential, '__proto__'), 'window.unknown_field');
    await refused(world.call('window.code', { credential: await world.find('Console') }), 'window.unknown_field');
    const { rows: listed } = await world.call('window.list', { text: '', offset: 0, limit: 200 });
    expect(new Set(listed.map(({ compartment }) => compartment))).toEqual(new Set([world.compartment('Network')]));
    expect(await world.rows({ act: 'item.reveal' }).then((all) => all.every(({ outcome }) => outcome !== 'ok'))).toBe(true);
  });

  it('gives nothing before it is open, and nothing after it is sealed', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    await refused(world.call('window.list', { text: '', offset: 0, limit: 1 }), 'window.closed');
    await refused(world.call('window.extend', { minutes: 5, reason: 'x' }), 'window.closed');
    await world.touch({ kind: 'contribute', request, member: world.member('Lena') });
    await world.titles();
    const credential = await world.find('Administrator');
    await world.call('window.seal', {});
    for (const attempt of [
      () => world.reveal(credential, 'password'),
      () => world.call('window.code', { credential }),
      () => world.call('window.save', { credential }),
    ]) {
      await refused(attempt(), 'window.closed');
    }
    await world.call('window.seal', {});
    expect(await world.rows({ act: 'vault.seal' })).toHaveLength(1);
  });

  it('lasts longer when the quorum says so, and not before', async () => {
    const request = await world.opened({ minutes: 30 });
    const before = world.view().window?.sealsInMs ?? 0;
    await world.call('window.extend', { minutes: 15, reason: 'The second router' });
    await refused(world.call('window.extend', { minutes: 15, reason: 'again' }), 'ceremony.already_extending');
    const more = world.view().request;
    expect(more).toMatchObject({ extends: request, have: 0, need: 3, minutes: 15 });
    const id = more?.id ?? '';
    await world.approve(id, ['Mara', 'Ito']);
    expect(world.view().window?.sealsInMs).toBeLessThanOrEqual(before);
    await refused(world.touch({ kind: 'contribute', request: id, member: world.member('Sam') }), 'ceremony.requester_may_not_approve');
    expect(await world.approve(id, ['Priya'])).toBe(true);
    expect(world.view().window?.sealsInMs).toBeGreaterThan(before + 14 * 60_000);
    expect(world.view().request).toBeNull();
    expect(await world.rows({ act: 'window.extend' })).toHaveLength(1);
    world.skipMs += 31 * 60_000;
    await world.call('app.noteActivity', {}).catch(() => undefined);
    // Idle for half an hour seals it all the same.
    await expect.poll(() => world.view().window).toBeNull();
  });

  it('ends an extension that is denied, or that the seal overtakes', async () => {
    await world.opened();
    await world.call('window.extend', { minutes: 5, reason: 'x' });
    const first = world.view().request?.id ?? '';
    await world.call('request.deny', { request: first, member: world.member('Mara'), reason: 'no' });
    await world.call('request.deny', { request: first, member: world.member('Ito'), reason: 'no' });
    expect(world.view().request).toBeNull();
    expect(world.view().window).not.toBeNull();
    await world.call('window.extend', { minutes: 5, reason: 'y' });
    const second = world.view().request?.id ?? '';
    await world.call('window.seal', {});
    expect(world.view().request).toBeNull();
    await refused(world.touch({ kind: 'contribute', request: second, member: world.member('Mara') }), 'ceremony.not_declared');
  });
});
