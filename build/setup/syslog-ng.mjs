import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from './child.mjs';
import { programPath } from './programs.mjs';

/**
 * Debian's syslog-ng, which cannot be installed beside rsyslog: it is unpacked into the cache, and run from there. Nothing of the system
 * is touched, and no rights are needed.
 */
const PACKAGE = 'syslog-ng-core';

/** @param {string} root */
const folderIn = (root) => join(root, '.cache', 'syslog-ng');

/**
 * How syslog-ng is started here; null where it is neither in the cache nor in PATH.
 * @param {string} root
 * @returns {{ program: string, args: readonly string[], env: NodeJS.ProcessEnv } | null}
 */
export function syslogNg(root) {
  const folder = folderIn(root);
  const program = join(folder, 'usr/sbin/syslog-ng');
  if (!existsSync(program)) {
    const own = programPath('syslog-ng');
    return own === null ? null : { program: own, args: [], env: {} };
  }
  const libraries = ['usr/lib', 'lib'].flatMap((one) => foldersIn(join(folder, one)));
  const modules = foldersIn(join(folder, 'usr/lib/syslog-ng')).filter((one) => /\/\d+\.\d+$/.test(one));
  return { program, args: [`--module-path=${modules.join(':')}`], env: { LD_LIBRARY_PATH: libraries.join(':') } };
}

/** @param {string} folder */
function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [join(folder, one.name)] : []));
}

/**
 * Unpacks it into the cache where it is not. What apt-get cannot fetch is said, and left out.
 * @param {string} root
 */
export async function trySyslogNg(root) {
  if (syslogNg(root) !== null || programPath('apt-get') === null || programPath('dpkg') === null) return;
  console.log(`Halligan: fetching ${PACKAGE} from Debian into ${folderIn(root)} (apt-get download).`);
  const why = await unpacked(`${folderIn(root)}-${process.pid}`, folderIn(root));
  if (why !== null) console.log(`Halligan: going on without: ${why}`);
}

/**
 * @param {string} fresh
 * @param {string} folder
 * @returns {Promise<string | null>} why not
 */
async function unpacked(fresh, folder) {
  const debs = join(fresh, 'debs');
  mkdirSync(debs, { recursive: true });
  try {
    const needed = await runToEnd('apt-get', ['install', '--simulate', '--no-install-recommends', PACKAGE], { limitSeconds: 60 });
    const names = [...needed.output.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '');
    if (!names.includes(PACKAGE)) return `apt-get knows no ${PACKAGE}`;
    const fetched = await runToEnd('apt-get', ['download', ...names], { limitSeconds: 300, cwd: debs });
    if (fetched.code !== 0) return `apt-get could not fetch ${names.join(', ')}`;
    for (const deb of readdirSync(debs)) {
      const taken = await runToEnd('dpkg', ['-x', join(debs, deb), fresh], { limitSeconds: 60 });
      if (taken.code !== 0) return `dpkg could not unpack ${deb}`;
    }
    rmSync(debs, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return null;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
