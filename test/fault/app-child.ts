/**
 * The app that is killed: the engine in plain Node on the folder given. `found` founds; a phase of the story comes armed, with
 * those before it done; `on and on` repeats the story, and goes on after every coded refusal, until it is killed or has had
 * its rounds.
 */
import { World } from '../harness/world/engine-world.ts';
import { fileIn, goOnFounding, openLittle, tinAt } from '../harness/world/little-vault.ts';
import { say } from './ack.ts';
import { persist } from './persist.ts';
import { arm, disarm } from './step-hook.ts';
import { act, PHASES, type Phase } from './story.ts';

const [, , folder = '', what = '', rounds = '1'] = process.argv;
const world = await World.at(folder, tinAt(folder));
world.onStrongroom = (pid) => say({ ack: 'strongroom', pid });

if (what === 'found') {
  say({ ack: 'ready' });
  arm();
  if (fileIn(folder) !== null) await openLittle(world);
  await goOnFounding(world, say);
  say({ ack: 'steps', count: disarm() });
} else if (what === 'on and on') {
  await openLittle(world);
  say({ ack: 'ready' });
  for (let round = 0; round < Number(rounds); round++) await persist(world, say, `round ${round} of ${process.pid}`);
} else {
  await openLittle(world);
  const before = PHASES.slice(0, PHASES.indexOf(what as Phase));
  for (const phase of before) await act(phase, world, say, 'before');
  say({ ack: 'ready' });
  arm();
  await act(what as Phase, world, say, 'now');
  say({ ack: 'steps', count: disarm() });
}
world.engine.stop();
say({ ack: 'done' });
process.exit(0);
