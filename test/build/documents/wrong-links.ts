import { posix } from 'node:path';
import { anchors, prose } from './markdown.ts';
import type { Repository } from './repository.ts';

const LINK = /\[[^\]\n]*\]\(([^)\s]+)\)/g;

/** The relative links of a document that lead to no file, or to no heading of it. */
export function wrongLinks(repository: Repository, document: string): string[] {
  const links = [...prose(repository.text(document)).matchAll(LINK)].map(([, target = '']) => target);
  return links.filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(repository, document, target));
}

function leadsSomewhere(repository: Repository, document: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : posix.join(posix.dirname(document), path).replace(/\/$/, '');
  if (!repository.paths.has(file)) return false;
  return anchor === undefined || (file.endsWith('.md') && anchors(repository.text(file)).has(anchor));
}
