// `npm run NAME -- ARGS`, on our own Node and after the set-up (build/run.mjs).
import { join } from 'node:path';
import { commandNamed } from './commands.ts';
import { displaysFor } from './displays-for.ts';
import { ensureBuilt } from './ensure-built.ts';
import { runAttached } from './setup/child.mjs';
import { orStop } from './setup/stop.mjs';

await orStop(async () => {
  const root = join(import.meta.dirname, '..');
  const [name = '', ...args] = process.argv.slice(2);
  const command = commandNamed(root, name);
  if (command.needs.includes('build')) await ensureBuilt(root);
  const displays = await displaysFor(command.needs);
  try {
    const all = [...(command.flags ?? []), join(root, command.program), ...command.args, ...args];
    return await runAttached(process.execPath, all, { cwd: root, env: { ...process.env, ...displays?.env } });
  } finally {
    displays?.close();
  }
});
