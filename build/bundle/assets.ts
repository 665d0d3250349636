import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the renderer: where it lies under `dist/renderer/`, the type it is served with, and its SHA-256 in hex. */
export interface BuiltAsset {
  readonly file: string;
  readonly type: string;
  readonly sha256: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The map from URL path to file that the app serves its window from: what is not in it does not exist, and no path is ever joined at run time.
 * `/` is `index.html`. Throws for a file whose type is not known, rather than letting a browser guess.
 */
export function assetMap(folder: string): Record<string, BuiltAsset> {
  const map: Record<string, BuiltAsset> = {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
  );
  for (const file of paths.sort()) {
    const type = types[extname(file)];
    if (type === undefined) throw new Error(`dist/renderer/${file} has no type: give ${extname(file)} a line in build/bundle/assets.ts.`);
    const asset = {
      file,
      type,
      sha256: createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    };
    map[`/${file}`] = asset;
    if (file === 'index.html') map['/'] = asset;
  }
  return map;
}
