import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifierSources } from './verifier.ts';

/** A program that Node (or Electron) runs: one entry, one file in `dist/`. */
export interface ProgramEntry {
  readonly source: string;
  readonly output: string;
  readonly format: 'es' | 'cjs';
}

/** What `dist/` is made of, besides the renderer, the collector's page and the page for outsiders. Sandboxed preloads must be CommonJS. */
export const entries: readonly ProgramEntry[] = [
  { source: 'electron/main.ts', output: 'main.js', format: 'es' },
  { source: 'electron/preload.ts', output: 'preload.cjs', format: 'cjs' },
  { source: 'core/strongroom/main.ts', output: 'strongroom.js', format: 'es' },
  { source: 'cli/halligan.ts', output: 'cli.js', format: 'es' },
  { source: 'cli/block-worker.ts', output: 'block-worker.js', format: 'es' },
  { source: 'collector/program/main.ts', output: 'collector.js', format: 'es' },
];

/** The window's page, from the root of the project. Vite builds it into `dist/` with everything that it loads. */
const rendererEntry = 'renderer/index.html';
/** The page that the collector serves, from the root of the project. */
const collectorPageEntry = 'collector/page/index.html';

/** Packages that stay outside the bundles and are loaded from node_modules: a native addon, and WebAssembly that finds itself by its own path. */
export const externals: readonly string[] = ['electron', 'better-sqlite3', 'libsodium-wrappers', 'libsodium-wrappers-sumo'];

/** Throws one sentence that names every source that is not there. */
export function assertEntries(root: string): void {
  const missing = [
    ...entries.map((entry) => entry.source),
    rendererEntry,
    collectorPageEntry,
    ...Object.values(verifierSources).flat(),
  ].filter((source) => !existsSync(join(root, source)));
  if (missing.length > 0) throw new Error(`Nothing can be built: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
}
