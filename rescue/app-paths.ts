import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'Halligan';

/** Where Electron would keep `name` for this app on this system. Throws for a name that the app does not use. */
export function appPath(name: string): string {
  switch (name) {
    case 'home':
      return homedir();
    case 'temp':
      return tmpdir();
    case 'documents':
      return join(homedir(), 'Documents');
    case 'appData':
      return appData();
    case 'userData':
      return join(appData(), NAME);
    default:
      throw new Error(`the rescue host has no path '${name}'`);
  }
}

/** The app's version, as its package.json has it. */
export function manifestVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  if (typeof version !== 'string') throw new Error('package.json names no version');
  return version;
}

function appData(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
