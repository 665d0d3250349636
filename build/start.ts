// `npm start` after the set-up (build/start.mjs): build where needed, choose the host, say which, open the app.
import { join } from 'node:path';
import { findBrowser } from '../rescue/find-browser.ts';
import { chooseHost, type Host } from './choose-host.ts';
import { commandNamed } from './commands.ts';
import { openDisplays } from './display.ts';
import { findElectron } from './electron-binary.ts';
import { ensureBuilt } from './ensure-built.ts';
import { runAttached } from './setup/child.mjs';
import { hasDisplay } from './setup/programs.mjs';
import { orStop } from './setup/stop.mjs';

const root = join(import.meta.dirname, '..');

/** No display: the whole story runs by itself on a virtual one, and its pictures say what a person would have seen. */
async function rehearseInstead(host: Host): Promise<number> {
  const out = join(root, 'out', `rehearsal-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}`);
  const { program } = commandNamed(root, 'rehearse');
  console.log('There is no display here ($DISPLAY and $WAYLAND_DISPLAY are empty), so the rehearsal runs by itself on a virtual one.');
  const display = await openDisplays(1);
  try {
    const env = { ...process.env, ...host.env, ...display.env };
    const code = await runAttached(process.execPath, [join(root, program), '--out', out], { cwd: root, env });
    console.log(code === 0 ? 'The rehearsal ended well.' : `The rehearsal failed (exit code ${code}).`);
    console.log(`Pictures: ${join(out, 'shots')}\nLog: ${join(out, 'log')}\nSummary: ${join(out, 'summary.json')}`);
    return code;
  } finally {
    display.close();
  }
}

await orStop(async () => {
  await ensureBuilt(root);
  const host = chooseHost({
    root,
    node: process.execPath,
    electron: findElectron(root, process.env),
    browser: findBrowser(process.env),
    named: process.env['HALLIGAN_BROWSER'] ?? '',
    wanted: process.env['HALLIGAN_HOST'] ?? '',
    user: process.getuid?.() === 0 ? 'root' : 'other',
  });
  console.log(host.says);
  if (!hasDisplay() && process.env['HALLIGAN_HEADLESS'] !== '1') return rehearseInstead(host);
  return runAttached(host.command, [...host.args, ...process.argv.slice(2)], { cwd: process.cwd(), env: { ...process.env, ...host.env } });
});
