import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAttached } from './child.mjs';
import { tryElectronDownload } from './electron-download.mjs';
import { installModules, modulesMatch } from './modules.mjs';
import { findNode, toolEnvironment } from './node24.mjs';
import { assertRoom, assertWhole } from './place.mjs';
import { trySyslogNg } from './syslog-ng.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** The folder that holds package.json. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Megabytes: node_modules and npm's cache the first time, then what a build and a run write. */
const FOR_INSTALL = 1200;
const FOR_USE = 150;

/**
 * All the set-up that a command needs, in the order in which a fault is cheapest to find, and then the command itself: a TypeScript
 * program on our own Node, in the caller's terminal.
 * @param {{ level: 'modules' | 'window' | 'tests', program: string, args: readonly string[] }} command
 * @returns {Promise<number>} its exit code; throws a `SetupStop` when the set-up cannot be done
 */
export async function setUpAndRun({ level, program, args }) {
  assertWhole(root);
  const installed = modulesMatch(root);
  assertRoom(root, installed ? FOR_USE : FOR_INSTALL);
  if (!installed) {
    await installModules(root);
    if (level === 'window') await tryElectronDownload(root);
  }
  if (level !== 'modules') await ensureSystemPackages(level);
  if (level === 'tests') await trySyslogNg(root);
  const node = await findNode(root);
  return runAttached(node, [program, ...args], { cwd: root, env: toolEnvironment(root) });
}
