import { describe, expect, it } from 'vitest';
import type { KeyAnswer } from '../../../shared/contract/calls.ts';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const TOUCH_MS = 120_000;

describe('a touch', () => {
  let world: World;
  let founding: number;
  worldForEach(PRACTICE, async (made) => {
    world = made;
    founding = (await proofs()).length;
  });

  const begin = (name = 'Mara') => world.call('key.begin', { purpose: { kind: 'prove', member: world.member(name) } });
  const proofs = async () => (await world.rows({ act: 'share.prove' })).map(({ outcome, code }) => code ?? outcome);
  /** What became of the proofs since the founding, newest first. */
  const since = async () => (await proofs()).slice(0, -founding);

  /** The step that a key was asked for. */
  async function asked(answer: Promise<KeyAnswer>) {
    const given = await answer;
    if (given.done) throw new Error('a touch that nobody made');
    return given;
  }

  it('is answered once', async () => {
    const answer = await asked(begin());
    await world.answer(answer);
    await refused(world.answer(answer), 'ceremony.stale_request');
    expect(await since()).toEqual(['ok']);
  });

  it('gives way to the one that is begun after it, which is written', async () => {
    const [first, second] = [await asked(begin()), await asked(begin('Ito'))];
    await refused(world.answer(first), 'ceremony.stale_request');
    expect(await world.answer(second)).toMatchObject({ done: true });
    expect(await since()).toEqual(['ok', 'key.cancelled']);
  });

  it('that is given up is written with the reason, once, and is over', async () => {
    const answer = await asked(begin());
    await world.call('key.abandon', { ticket: answer.step.ticket, code: 'key.timed_out' });
    await world.call('key.abandon', { ticket: answer.step.ticket, code: 'key.timed_out' });
    await refused(world.answer(answer), 'ceremony.stale_request');
    expect(await since()).toEqual(['key.timed_out']);
  });

  it('is not given up by a ticket of another', async () => {
    const answer = await asked(begin());
    await world.call('key.abandon', { ticket: 'AAAAAAAAAAAAAAAAAAAAAA', code: 'key.timed_out' });
    expect(await world.answer(answer)).toMatchObject({ done: true });
  });

  it('is waited for twice as long as the browser waits, and no longer', async () => {
    const answer = await asked(begin());
    const { response } = await world.call('practice.touch', { ticket: answer.step.ticket, label: '1' });
    world.skipMs += 2 * TOUCH_MS + 1_000;
    await refused(world.call('key.step', { ticket: answer.step.ticket, response, envelope: null }), 'ceremony.stale_request');
    expect(await since()).not.toContain('ok');
  });

  it('without what the key gave is refused', async () => {
    const answer = await asked(begin());
    const { response } = await world.call('practice.touch', { ticket: answer.step.ticket, label: '1' });
    await expect(world.call('key.step', { ticket: answer.step.ticket, response, envelope: null })).rejects.toMatchObject({
      code: expect.stringMatching(/^(key|strongroom)\./),
    });
    expect(await since()).not.toContain('ok');
  });

  it('is not a touch that was answered for another challenge', async () => {
    const first = await asked(begin());
    const { response } = await world.call('practice.touch', { ticket: first.step.ticket, label: '1' });
    const second = await asked(begin());
    await expect(world.call('key.step', { ticket: second.step.ticket, response, envelope: null })).rejects.toMatchObject({
      code: 'key.bad_response',
    });
    expect(await since()).toEqual(['key.bad_response', 'key.cancelled']);
  });

  it('of a stranger is not begun', () =>
    refused(world.call('key.begin', { purpose: { kind: 'prove', member: 'm_nobody' } }), 'key.wrong_member'));
});
