// `npm run build`: dist/ from the sources, with Vite alone. dist/ is swapped in whole at the end, so a failed or killed build changes nothing.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { NODE_FLAGS } from '../collector/program/node-flags.ts';
import { assetMap } from './bundle/assets.ts';
import { bundledPackages } from './bundle/bundled-packages.ts';
import { assertEntries, entries, externals, type ProgramEntry } from './bundle/entries.ts';
import { inlineText } from './bundle/inline-text.ts';
import { thirdPartyNotices } from './bundle/notices.ts';
import { sourceStamp } from './bundle/stamp.ts';
import { buildVerifierPage } from './bundle/verifier.ts';

const common = { configFile: false, envDir: false, logLevel: 'warn', publicDir: false } as const satisfies InlineConfig;

/** A program for Node 24 or Electron's main process: everything in one file but the externals. */
function program(root: string, folder: string, entry: ProgramEntry): InlineConfig {
  return {
    ...common,
    root,
    plugins: [inlineText()],
    ssr: { noExternal: true, external: [...externals], target: 'node' },
    build: {
      ssr: join(root, entry.source),
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { external: [...externals], output: { format: entry.format, entryFileNames: entry.output, codeSplitting: false } },
    },
  };
}

/** A page of React at `source`: no inlined data URLs and no polyfill, since its policy allows neither. */
function page(root: string, source: string, outDir: string): InlineConfig {
  return {
    ...common,
    root: join(root, source),
    base: '/',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
    },
  };
}

/**
 * Builds `root`'s sources into `root/dist`. Throws with a sentence when an entry is missing or does not compile; `dist/` is then as it was.
 * @returns the milliseconds it took
 */
async function bundle(root: string): Promise<number> {
  const started = performance.now();
  // Whatever the caller's environment says, React's production build is meant.
  process.env['NODE_ENV'] = 'production';
  assertEntries(root);
  const stamp = sourceStamp(root);
  const folder = join(root, '.cache', `dist-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const built = [];
    for (const entry of entries) built.push(await build(program(root, folder, entry)));
    built.push(await build(page(root, 'renderer', join(folder, 'renderer'))));
    built.push(await build(page(root, 'collector/page', join(folder, 'collector-page'))));
    writeFileSync(join(folder, 'verifier.html'), await buildVerifierPage(root, common));
    writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, bundledPackages(built)));
    makeExecutable(join(folder, 'cli.js'), []);
    makeExecutable(join(folder, 'collector.js'), NODE_FLAGS);
    writeFileSync(join(folder, 'assets.json'), `${JSON.stringify(assetMap(join(folder, 'renderer')), null, 2)}\n`);
    writeFileSync(join(folder, 'stamp'), stamp);
    swap(folder, join(root, 'dist'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Math.round(performance.now() - started);
}

/** `npx halligan` starts the file itself, so it needs its first line and the permission. */
function makeExecutable(file: string, flags: readonly string[]): void {
  const text = readFileSync(file, 'utf8').replace(/^#!.*\n/, '');
  const node = flags.length === 0 ? 'node' : `-S node ${flags.join(' ')}`;
  writeFileSync(file, `#!/usr/bin/env ${node}\n${text}`);
  chmodSync(file, 0o755);
}

function swap(made: string, place: string): void {
  const old = `${made}-old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(made, place);
  rmSync(old, { recursive: true, force: true });
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const took = await bundle(root).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
  console.log(`Built dist/ in ${took} ms: ${readdirSync(join(root, 'dist')).sort().join(', ')}.`);
}
