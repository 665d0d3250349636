// `npm run typecheck`: each room against its own tsconfig, so that a room cannot use what its runtime lacks. Every fault of every room is shown.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from './setup/child.mjs';

const LIMIT_SECONDS = 120;
const root = join(import.meta.dirname, '..');

/** The tsconfigs of the rooms, the second one of rescue/ (the app's main against the stand-in) included. */
function projects(): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .flatMap((entry) =>
      readdirSync(join(root, entry.name))
        .filter((name) => /^tsconfig.*\.json$/.test(name))
        .map((name) => `${entry.name}/${name}`),
    )
    .sort();
}

// The namespace of Electron's types without its modules, which the stand-in takes the place of.
await import('../rescue/electron-namespace.ts');

let faults = 0;
for (const project of projects()) {
  const started = performance.now();
  const args = [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'];
  const { code, how, output } = await runToEnd(process.execPath, args, { limitSeconds: LIMIT_SECONDS, cwd: root });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${project} ${seconds} s`);
  if (code === 0) continue;
  faults += 1;
  console.log(how === 'too slow' ? `stopped after ${LIMIT_SECONDS} s` : output);
}
process.exitCode = faults === 0 ? 0 : 1;
