import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_OURS = new Set(['node_modules', 'dist', 'out', 'test-results']);

/**
 * Every TypeScript and JavaScript file under `root`, as paths relative to it with `/`, sorted.
 * Declaration files are left out, and so are folders that begin with a dot, `node_modules` and what was built.
 */
export function sourceFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !NOT_OURS.has(entry.name) && !entry.name.startsWith('.')) walk(path);
      else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)) found.push(path);
    }
  };
  walk('');
  return found.sort();
}
