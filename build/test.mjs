// `npm test`: all the set-up, then everything that must hold. Runs on any Node from 20 up with nothing installed.
import { nodeTooOld } from './setup/node-version.mjs';

const fault = nodeTooOld(process.versions.node);
if (fault === null) {
  const { orStop } = await import('./setup/stop.mjs');
  const { setUpAndRun } = await import('./setup/ready.mjs');
  await orStop(() => setUpAndRun({ level: 'tests', program: 'build/test.ts', args: process.argv.slice(2) }));
} else {
  console.error(`Halligan: ${fault}`);
  process.exitCode = 1;
}
