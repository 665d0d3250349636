// `npm start`: all the set-up, then the app. Runs on any Node from 20 up with nothing installed, and says so on an older one.
import { nodeTooOld } from './setup/node-version.mjs';

const fault = nodeTooOld(process.versions.node);
if (fault === null) {
  const { orStop } = await import('./setup/stop.mjs');
  const { setUpAndRun } = await import('./setup/ready.mjs');
  await orStop(() => setUpAndRun({ level: 'window', program: 'build/start.ts', args: process.argv.slice(2) }));
} else {
  console.error(`Halligan: ${fault}`);
  process.exitCode = 1;
}
