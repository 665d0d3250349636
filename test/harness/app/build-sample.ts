import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { assetMap } from '../../../build/bundle/assets.ts';
import { externals } from '../../../build/bundle/entries.ts';
import { inlineText } from '../../../build/bundle/inline-text.ts';

const root = join(import.meta.dirname, '../../..');
const sample = join(import.meta.dirname, '../sample-app');
const SOURCES = ['electron', 'shared/base', 'shared/contract', 'core', 'test/harness/sample-app'];
const PROGRAMS = [
  { source: join(sample, 'main.ts'), output: 'main.js', format: 'es' },
  { source: join(sample, 'echo-child.ts'), output: 'echo-child.js', format: 'es' },
  { source: join(root, 'electron/preload.ts'), output: 'preload.cjs', format: 'cjs' },
] as const;

/** Builds the sample app as the app itself is built, once for each state of its sources, and gives the path of its main module. */
export async function buildSample(): Promise<string> {
  const folder = join(root, '.cache', `sample-${stateOf(SOURCES)}`);
  const main = join(folder, 'main.js');
  if (existsSync(folder)) return main;
  const making = `${folder}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  cpSync(join(sample, 'page'), join(making, 'page'), { recursive: true });
  writeFileSync(join(making, 'assets.json'), JSON.stringify(assetMap(join(making, 'page'))));
  for (const { source, output, format } of PROGRAMS) {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      root,
      plugins: [inlineText()],
      ssr: { noExternal: true, external: [...externals] },
      build: {
        ssr: source,
        outDir: making,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: { external: [...externals], output: { format, entryFileNames: output, codeSplitting: false } },
      },
    });
  }
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true, force: true }); // another worker was faster
  }
  return main;
}

function stateOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}
