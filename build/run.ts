// `npm run NAME -- ARGS`, on our own Node and after the set-up (build/run.mjs).
import { join } from 'node:path';
import { commandNamed } from './commands.ts';
import { openDisplay } from './display.ts';
import { ensureBuilt } from './ensure-built.ts';
import { runAttached } from './setup/child.mjs';
import { hasDisplay } from './setup/programs.mjs';
import { orStop } from './setup/stop.mjs';

await orStop(async () => {
  const root = join(import.meta.dirname, '..');
  const [name = '', ...args] = process.argv.slice(2);
  const command = commandNamed(root, name);
  if (command.needs.includes('build')) await ensureBuilt(root);
  const display = command.needs.includes('display') && !hasDisplay() ? await openDisplay() : null;
  try {
    const all = [join(root, command.program), ...command.args, ...args];
    return await runAttached(process.execPath, all, { cwd: root, env: { ...process.env, ...display?.env } });
  } finally {
    display?.close();
  }
});
