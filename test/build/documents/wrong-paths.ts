import { posix } from 'node:path';
import { codeSpans } from './markdown.ts';
import type { Repository } from './repository.ts';

/** Ways through folders, and names of source files alone. Placeholders have letters that no path of ours has. */
const PATH = /^(?!.*\.\.)[\w.@-]+(?:\/[\w.@*-]+)*\/?$/;
const SOURCE_NAME = /^[\w-]+\.(?:ts|tsx|mjs|sql)$/;
/** Made by a build or a run. */
const MADE = /^(?:dist|out|node_modules)\//;

/** What a document names in backticks as a file or folder of this repository, and is none. */
export function wrongPaths(repository: Repository, document: string): string[] {
  const tops = new Set([...repository.paths].map((path) => path.split('/')[0] ?? path));
  const names = new Set([...repository.paths].map((path) => posix.basename(path)));
  const here = posix.dirname(document);
  return codeSpans(repository.text(document)).filter((code) => {
    if (!PATH.test(code) || MADE.test(code)) return false;
    if (SOURCE_NAME.test(code)) return !names.has(code);
    const [top = ''] = code.split('/');
    if (!code.includes('/') || !tops.has(top)) return false;
    return ![code, posix.join(here, code)].some((path) => exists(repository, path.replace(/\/$/, '')));
  });
}

/** `*` stands for any letters within a name. */
function exists(repository: Repository, path: string): boolean {
  if (!path.includes('*')) return repository.paths.has(path);
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  return [...repository.paths].some((one) => pattern.test(one));
}
