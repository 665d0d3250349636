// `npm run NAME`: the set-up that NAME needs, then NAME itself (build/run.ts) on our own Node with our own tools first in PATH.
import { nodeTooOld } from './setup/node-version.mjs';

/** @type {Record<string, 'modules' | 'window' | 'tests'>} */
const levels = {
  build: 'modules',
  typecheck: 'modules',
  lint: 'modules',
  rooms: 'modules',
  picture: 'modules',
  package: 'modules',
  collector: 'modules',
  unit: 'tests',
  explore: 'tests',
  e2e: 'tests',
  bench: 'tests',
  faults: 'tests',
  rehearse: 'window',
};

const fault = nodeTooOld(process.versions.node);
if (fault === null) {
  const { orStop, SetupStop } = await import('./setup/stop.mjs');
  const { setUpAndRun } = await import('./setup/ready.mjs');
  await orStop(async () => {
    const level = levels[process.argv[2] ?? ''];
    if (level === undefined) throw new SetupStop(`there is no such command: choose one of ${Object.keys(levels).join(', ')}.`);
    return setUpAndRun({ level, program: 'build/run.ts', args: process.argv.slice(2) });
  });
} else {
  console.error(`Halligan: ${fault}`);
  process.exitCode = 1;
}
