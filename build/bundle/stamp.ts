import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entries } from './entries.ts';

const SOURCES = [
  'shared',
  'core',
  'electron',
  'renderer',
  'verifier',
  'collector',
  'cli',
  'collector',
  'build/bundle',
  'build/bundle.ts',
  'package.json',
  'package-lock.json',
];

/** The hash of all that a build depends on: names and contents of the sources, tests left out. Lower-case hex. */
export function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (!existsSync(join(root, path)) || /\.test\.tsx?$/.test(path)) return;
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  };
  for (const source of SOURCES) {
    if (/\.\w+$/.test(source)) add(source);
    else for (const file of filesUnder(root, source)) add(file);
  }
  return hash.digest('hex');
}

/** True where `dist/` is whole and was built from the sources as they are now. */
export function isBuilt(root: string): boolean {
  try {
    const others = ['assets.json', 'verifier.html', 'collector-page/index.html', 'THIRD-PARTY-NOTICES.txt'];
    const whole = [...entries.map((entry) => entry.output), ...others].every((file) => existsSync(join(root, 'dist', file)));
    return whole && readFileSync(join(root, 'dist/stamp'), 'utf8') === sourceStamp(root);
  } catch {
    return false;
  }
}

function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}
