/** The files of the page, listed at the start. A request selects one of them and never becomes a path. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { HttpReply } from '../reply.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** By path, `/` being the page itself. Throws when the folder is not there, or holds what has no type. */
export function pageFiles(folder: string): ReadonlyMap<string, HttpReply> {
  const files = new Map<string, HttpReply>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const type = TYPES[extname(path)];
    if (type === undefined) throw new Error(`${path} has no type: give ${extname(path)} a line in page-files.ts.`);
    const name = path.slice(folder.length).replaceAll('\\', '/');
    files.set(name === '/index.html' ? '/' : name, { status: 200, headers: { 'content-type': type }, body: readFileSync(path) });
  }
  if (!files.has('/')) throw new Error(`${folder} holds no index.html: build the page first.`);
  return files;
}

/** The page for outsiders, which the build puts next to this page's folder; null when it is missing. */
export function verifierPageBeside(folder: string): string | null {
  try {
    return readFileSync(join(folder, '../verifier.html'), 'utf8');
  } catch {
    return null;
  }
}
