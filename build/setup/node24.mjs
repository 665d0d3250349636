import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runToEnd } from './child.mjs';
import { SetupStop } from './stop.mjs';

/**
 * The Node that everything runs on: the one that npm installed for this platform, else (macOS and rarer machines) the machine's own,
 * which must be 22.18 or later: from there on Node runs TypeScript as it is.
 * @param {string} root
 */
export async function findNode(root) {
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const ours = join(root, `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, file);
  if (existsSync(ours)) {
    const { code } = await runToEnd(ours, ['--version'], { limitSeconds: 20 });
    if (code === 0) return ours;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new SetupStop(
    `it needs Node 22.18 or later on ${process.platform} ${process.arch}, and this is ${process.versions.node}: install Node 24 (https://nodejs.org), then run it again.`,
  );
}

/**
 * The environment in which our tools find themselves and the right Node first.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(root) {
  return { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}` };
}
