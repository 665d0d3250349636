import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runToEnd } from './child.mjs';
import { SetupStop } from './stop.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/**
 * True where node_modules holds just what package-lock.json says: npm's own note of what it installed is compared with the lock, and
 * each package's folder must be there. Packages for other platforms may be absent.
 * @param {string} root
 */
export function modulesMatch(root) {
  try {
    const wanted = readLock(join(root, 'package-lock.json'));
    const have = readLock(join(root, 'node_modules/.package-lock.json'));
    for (const [path, { version, optional }] of Object.entries(wanted.packages)) {
      if (path === '') continue;
      const installed = have.packages[path];
      if (installed === undefined && optional === true) continue;
      if (installed?.version !== version || !existsSync(join(root, path, 'package.json'))) return false;
    }
    return Object.keys(have.packages).every((path) => wanted.packages[path] !== undefined);
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Lock}
 */
function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Installs exactly what the lock says. No package runs a script of its own: none of ours needs one.
 * Throws a `SetupStop` when npm is missing, fails or takes more than a quarter of an hour; the whole report is in .cache/npm.log.
 * @param {string} root
 */
export async function installModules(root) {
  console.log('Halligan: installing the packages that it is made of (npm ci; about half a minute).');
  const [npm, ...first] = npmCommand();
  const patience = ['--fetch-retries=2', '--fetch-timeout=60000', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const args = [
    ...first,
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...patience,
  ];
  const { code, how, output } = await runToEnd(npm, args, { limitSeconds: 900, cwd: root });
  if (how === 'not found')
    throw new SetupStop('npm was not found: install Node together with npm (https://nodejs.org), then run it again.');
  writeFileSync(join(root, '.cache/npm.log'), output);
  if (how === 'too slow') throw new SetupStop('npm did not finish in 15 minutes and was stopped: look at the network, then run it again.');
  if (code !== 0)
    throw new SetupStop(`npm could not install its packages (${reason(output)}): ${fix(output)} (whole report: .cache/npm.log).`);
  if (!modulesMatch(root))
    throw new SetupStop('npm ended well, but node_modules is not what package-lock.json says: delete node_modules and run it again.');
}

/** npm as this very Node would run it: under `npm start` npm says where it lies; else the one in PATH. @returns {[string, ...string[]]} */
function npmCommand() {
  const told = process.env['npm_execpath'];
  if (told !== undefined && /npm-cli\.c?js$/.test(told) && existsSync(told)) return [process.execPath, told];
  if (process.platform !== 'win32') return ['npm'];
  const folders = [dirname(process.execPath), ...(process.env['Path'] ?? process.env['PATH'] ?? '').split(delimiter)];
  const cli = folders.map((folder) => join(folder, 'node_modules/npm/bin/npm-cli.js')).find((file) => existsSync(file));
  return cli === undefined ? ['npm'] : [process.execPath, cli];
}

/** @param {string} output */
function reason(output) {
  const code = /npm error code (\S+)/.exec(output)?.[1];
  const lines = output.split('\n').filter((line) => line.startsWith('npm error ') && !line.includes(' code '));
  const telling = lines.find((line) => /request to|reason:|ENOSPC|EACCES/.test(line)) ?? lines[0];
  const said = telling?.replace('npm error ', '').trim() ?? output.trim().split('\n').at(-1) ?? '';
  return (
    [code, said]
      .filter((part) => part !== undefined && part !== '')
      .join(': ')
      .slice(0, 200) || 'it said nothing'
  );
}

/** @param {string} output */
function fix(output) {
  if (/ENOSPC/.test(output)) return 'make room on the disk and run the same command again';
  if (/EACCES|EPERM|EROFS/.test(output)) return 'run it as the owner of this folder and of the npm cache (`npm config get cache`)';
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network/i.test(output))
    return 'connect this machine to the npm registry once and run the same command again';
  return 'run `npm ci` here to see more, and run the same command again when it passes';
}
