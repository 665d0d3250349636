import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAction } from '../../../shared/log/leaf/action.ts';
import { alertSeverity } from '../../../shared/log/leaf/alerting.ts';
import { World } from '../../harness/world/engine-world.ts';
import { refused } from '../../harness/world/refusal.ts';

let world: World;
let dies = false;
beforeAll(async () => {
  world = await World.make();
  // The strongroom dies when it is asked to combine the shares of a quorum.
  world.strongroomPort = (room) => ({
    ...room,
    pid: room.pid,
    send: (message) => {
      if (dies && (message as { call: string }).call === 'open') room.kill();
      else room.send(message);
    },
  });
  await world.call('practice.start', {});
});
afterAll(() => world.end());

it('a quorum that opens nothing is written as a failed unseal, which is told at once', async () => {
  dies = true;
  await refused(world.approve(await world.declare()), 'strongroom.gone');
  expect(world.view().window).toBeNull();
  const [result, intent] = await world.rows({ act: 'vault.unseal' });
  if (result === undefined || intent === undefined) throw new Error('there is no such entry');
  expect(intent).toMatchObject({ phase: 'intent', outcome: 'pending' });
  expect(result).toMatchObject({ act: 'vault.unseal', phase: 'result', outcome: 'failed', code: 'strongroom.gone' });
  const { act, phase: ph, outcome: out } = result;
  expect(isAction(act) && alertSeverity({ act, ph, out, drill: false, practice: false })).toBe('critical');
  expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
});
