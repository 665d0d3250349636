/** The app while the ground moves under it: before the act of that number the file is unlinked, or the clock is set back. */
import { rmSync } from 'node:fs';
import { World } from '../harness/world/engine-world.ts';
import { fileIn, openLittle, tinAt } from '../harness/world/little-vault.ts';
import { type Ack, say } from './ack.ts';
import { persist } from './persist.ts';

const [, , folder = '', what = '', number = '1'] = process.argv;
const world = await World.at(folder, tinAt(folder));
world.onStrongroom = (pid) => say({ ack: 'strongroom', pid });
await openLittle(world);
const path = fileIn(folder) ?? '';

const STRIKES: Readonly<Record<string, () => void>> = {
  'unlink the vault': () => rmSync(path),
  'unlink its WAL': () => rmSync(`${path}-wal`, { force: true }),
  'clock back': () => {
    world.wallMs -= 3 * 3_600_000;
  },
};

let left = Number(number);
const striking = (ack: Ack): void => {
  say(ack);
  left -= 1;
  if (left !== 0) return;
  STRIKES[what]?.();
  say({ ack: 'struck' });
};

say({ ack: 'ready' });
for (let round = 0; round < 2; round++) await persist(world, striking, `round ${round}`);
world.engine.stop();
say({ ack: 'done' });
process.exit(0);
