// The first step of `npm test`: package.json and package-lock.json agree (as `npm ci` would have it), and no package wants to run a script
// that our `--ignore-scripts` silences without anyone having looked at it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modulesMatch } from './setup/modules.mjs';

type Manifest = { readonly [kind in 'dependencies' | 'devDependencies' | 'optionalDependencies']?: Readonly<Record<string, string>> };
type Lock = {
  readonly packages: Readonly<Record<string, Manifest & { readonly hasInstallScript?: boolean; readonly integrity?: string }>>;
};

/** Packages that have a script which is not needed: a prebuilt binary is inside them, or comes as a package of its own. */
const LOOKED_AT = new Set([
  'node_modules/better-sqlite3',
  'node_modules/@swc/core',
  'node_modules/electron-winstaller',
  'node_modules/fsevents',
]);

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
const findings: string[] = [];

for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
  const written = JSON.stringify(Object.entries(manifest[kind] ?? {}).sort());
  const locked = JSON.stringify(Object.entries(lock.packages['']?.[kind] ?? {}).sort());
  if (written !== locked) findings.push(`package.json and package-lock.json differ in ${kind}: run \`npm install\` and commit both.`);
  for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) findings.push(`${name} is not pinned to one version (${version}).`);
  }
}
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path !== '' && entry.integrity === undefined) findings.push(`${path} has no integrity hash in package-lock.json.`);
  if (entry.hasInstallScript === true && !LOOKED_AT.has(path))
    findings.push(`${path} wants to run an install script: see whether it is needed, then name it in build/check-lock.ts.`);
}
if (!modulesMatch(root)) findings.push('node_modules is not what package-lock.json says: run `npm ci`.');
for (const finding of findings) console.error(finding);
console.log(`Lock: ${Object.keys(lock.packages).length - 1} packages, ${findings.length} findings.`);
process.exitCode = findings.length === 0 ? 0 : 1;
