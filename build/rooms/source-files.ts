import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFiles {
  /** TypeScript and JavaScript, declaration files included. */
  readonly modules: readonly string[];
  readonly pages: readonly string[];
  readonly styles: readonly string[];
  /** Symbolic links, behind which anything could stand. */
  readonly links: readonly string[];
}

/** At the root alone: below it a folder of that name is one of ours. */
const NOT_OURS = new Set(['node_modules', 'dist', 'out', 'test-results']);

/** The files under `root` that load others, as paths relative to it with `/`, sorted. Leaves out what was built or installed. */
export function sourceFiles(root: string): SourceFiles {
  const found: string[] = [];
  const links: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (folder === '' && (NOT_OURS.has(entry.name) || entry.name.startsWith('.'))) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isSymbolicLink()) links.push(path);
      else found.push(path);
    }
  };
  walk('');
  found.sort();
  return {
    modules: found.filter((path) => /\.[cm]?[jt]sx?$/.test(path)),
    pages: found.filter((path) => /\.x?html?$/.test(path)),
    styles: found.filter((path) => path.endsWith('.css')),
    links: links.sort(),
  };
}
