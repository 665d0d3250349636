import { describe, expect, it } from 'vitest';
import type { SealReason } from '../../../shared/domain/window.ts';
import { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

describe('sealing', () => {
  let world: World;
  let credential: string;
  worldForEach(PRACTICE, async (made) => {
    world = made;
    await world.opened({ minutes: 10 });
    credential = await world.find('Administrator');
    await world.reveal(credential, 'password');
    await world.call('window.copy', { credential, field: 'password' });
  });

  /** Sealed for that reason: no process holds a key, nothing is shown or copied, it is written, and the record holds. */
  async function expectSealed(reason: SealReason): Promise<void> {
    await expect.poll(() => world.view().window).toBeNull();
    expect(world.engine.strongroomPid).toBeUndefined();
    await expect.poll(() => world.clipboard).toBe('');
    expect(world.view().closing[0]).toMatchObject({ sealedHow: reason });
    const [seal] = await world.rows({ act: 'vault.seal' });
    expect(seal?.facts).toMatchObject({ why: reason });
    await refused(world.reveal(credential, 'password'), 'window.closed');
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  }

  it('happens when its time is over', async () => {
    for (let minute = 0; minute < 9; minute++) {
      world.skipMs += 60_000;
      await world.call('app.noteActivity', {});
    }
    expect(world.view().window).not.toBeNull();
    world.skipMs += 60_000;
    await expectSealed('time');
  });

  it('happens when nobody does anything', async () => {
    // Five minutes are the limit; twenty seconds are left for a machine that is busy.
    world.skipMs += 280_000;
    await world.call('app.noteActivity', {});
    world.pass(280_000);
    expect(world.view().window).not.toBeNull();
    world.pass(20_000);
    await expectSealed('idle');
  });

  it('happens when the machine sleeps, unnoticed or not', async () => {
    world.engine.seal('sleep');
    await expectSealed('sleep');
    await world.opened();
    // The monotonic clock stood still while the wall clock went on.
    world.wallMs += 301_000;
    await expect.poll(() => world.view().window).toBeNull();
    expect(world.view().closing[0]).toMatchObject({ sealedHow: 'sleep' });
  });

  it('happens when the screen locks', async () => {
    world.engine.seal('screen-lock');
    await expectSealed('screen-lock');
  });

  it('happens when the app quits', async () => {
    await world.restart();
    await world.call('practice.start', {});
    await expectSealed('quit');
  });

  it('happens when the strongroom is killed', async () => {
    const pid = world.engine.strongroomPid ?? 0;
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGKILL');
    await expectSealed('strongroom-gone');
    expect(world.view().notices.map(({ code }) => code)).toContain('strongroom.gone');
    // It opens again, with a new one.
    await world.opened();
    expect(await world.reveal(credential, 'password')).toBe('practice-kT7O0mRx4#Qvl1Wz');
    expect(world.engine.strongroomPid).not.toBe(pid);
  });

  it('refuses the reveal that the killed strongroom had been asked for', async () => {
    const revealing = world.reveal(credential, 'password');
    process.kill(world.engine.strongroomPid ?? 0, 'SIGKILL');
    await revealing.then(
      (value) => expect(value).toBe('practice-kT7O0mRx4#Qvl1Wz'),
      (error: unknown) => expect(error).toMatchObject({ code: 'window.closed' }),
    );
    await expectSealed('strongroom-gone');
  });

  it('does not wait for a wall clock that is set back, and says so', async () => {
    world.wallMs -= 3_600_000;
    await expect.poll(() => world.view().notices.map(({ code }) => code)).toContain('time-went-back');
    expect(world.view().window?.sealsInMs).toBeLessThanOrEqual(10 * 60_000);
    for (let minute = 0; minute < 10; minute++) {
      world.skipMs += 58_000;
      await world.call('app.noteActivity', {});
    }
    world.skipMs += 60_000;
    await expect.poll(() => world.view().window).toBeNull();
    expect((await world.rows({ act: 'time.backward' })).length).toBeGreaterThan(0);
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });

  // The timer that seals may come late; a call that comes first must find it sealed.
  it('comes before whatever is asked for after its time', async () => {
    world.skipMs += 10 * 60_000;
    await refused(world.reveal(credential, 'password'), 'window.closed');
    await expectSealed('time');
  });

  it('comes before whatever is asked for after an unnoticed sleep', async () => {
    world.wallMs += 6 * 3_600_000;
    await refused(world.call('window.copy', { credential, field: 'password' }), 'window.closed');
    await expectSealed('sleep');
  });

  it('was done when an engine that was killed is started again', async () => {
    await using after = await World.make(world);
    await after.call('practice.start', {});
    expect(after.view()).toMatchObject({ window: null, request: null, desk: null });
    expect(after.view().closing[0]).toMatchObject({ sealedHow: 'crash' });
    expect(after.view().notices.map(({ code }) => code)).toContain('ended-by-restart');
    expect(after.engine.strongroomPid).toBeUndefined();
    await refused(after.reveal(credential, 'password'), 'window.closed');
    expect(await after.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });
});
