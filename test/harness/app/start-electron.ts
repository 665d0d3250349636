import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { Running, StartOptions } from './running.ts';

const root = join(import.meta.dirname, '../../..');
const electron = join(root, 'node_modules/electron');

/** Electron's binary if it is there, by looking for its files: loading the package would begin a download. */
export function electronBinary(): string | null {
  const named = join(electron, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(electron, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : null;
}

/** Starts an app in Electron. */
export async function startElectron(executablePath: string, options: StartOptions): Promise<Running> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const app = await _electron.launch({
    executablePath,
    args: [options.main ?? join(root, 'dist/main.js'), ...asRoot],
    env: { ...env, ...options.env, HALLIGAN_USER_DATA: options.userData },
    timeout: 60_000,
  });
  const child = app.process();
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const pid = child.pid ?? 0;
  return {
    kind: 'electron',
    page: await app.firstWindow(),
    userData: options.userData,
    pid,
    browserPid: pid,
    exited,
    output: () => output,
    // Playwright's own type names the module's promise-free form of the same function.
    main: (act, arg) => app.evaluate(act as never, arg as never) as ReturnType<Running['main']> as never,
    async close() {
      await app.close();
      await exited;
    },
  };
}
