import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/base/app-error.ts';

const assetMap = z.record(
  z.string().startsWith('/'),
  z.strictObject({ file: z.string(), type: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
);

/** A file to serve: its Content-Type and its contents. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The window's files by URL path. What the build did not list does not exist, and what has changed since is not served. */
export interface Assets {
  /** Null for a path that is not in the map. Throws for a file that is not as it was built. */
  read(path: string): Promise<Asset | null>;
}

/** Reads the map that the build wrote (`dist/assets.json`) for the files under `folder`. */
export function openAssets(mapFile: string, folder: string): Assets {
  const map = new Map(Object.entries(assetMap.parse(JSON.parse(readFileSync(mapFile, 'utf8')))));
  const read = new Map<string, Asset>();
  return {
    async read(path) {
      const known = read.get(path);
      if (known !== undefined) return known;
      const listed = map.get(path);
      if (listed === undefined) return null;
      const bytes = new Uint8Array(await readFile(join(folder, listed.file)));
      if (createHash('sha256').update(bytes).digest('hex') !== listed.sha256) {
        throw new AppError('internal', `${listed.file} is not as it was built`);
      }
      const asset = { type: listed.type, bytes };
      read.set(path, asset);
      return asset;
    },
  };
}
