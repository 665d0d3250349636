import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ElectronBinary =
  | { readonly have: 'yes'; readonly path: string; readonly version: string }
  | { readonly have: 'no'; readonly why: string };

/**
 * Electron's binary, found by its files alone. `require('electron')` must not be asked: it starts a download that can hang.
 * A binary of another version than package-lock.json's is not used.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv): ElectronBinary {
  const folder = join(root, 'node_modules/electron');
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const dist = override ?? join(folder, 'dist');
    const name = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8').trim() : 'electron';
    const path = join(dist, name);
    if (!existsSync(path)) return { have: 'no', why: "Electron's binary is not installed" };
    const found = readFileSync(join(dist, 'version'), 'utf8').replace(/^v/, '').trim();
    if (found !== version) return { have: 'no', why: `Electron ${found} is installed, and this app is made for ${version}` };
    return { have: 'yes', path, version };
  } catch {
    return { have: 'no', why: "Electron's binary is not installed" };
  }
}
