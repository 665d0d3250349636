import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { externals } from '../../../build/bundle/entries.ts';
import { inlineText } from '../../../build/bundle/inline-text.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Under the root, so that what stays outside of the bundle is found. */
const FOLDER = join(ROOT, '.cache', `children-${process.pid}`);
const made = new Map<string, Promise<string>>();

/**
 * A program of the tests as one file, as the app's own programs are: it starts in half the time, and holds no compiler, so that its
 * memory is what a delivered program would take. `source` from the root. The file is gone when this process ends.
 */
export function bundled(source: string): Promise<string> {
  const known = made.get(source);
  if (known !== undefined) return known;
  const name = `${basename(source, '.ts')}.mjs`;
  const making = build({
    configFile: false,
    envDir: false,
    logLevel: 'error',
    publicDir: false,
    root: ROOT,
    plugins: [inlineText()],
    ssr: { noExternal: true, external: [...externals], target: 'node' },
    build: {
      ssr: join(ROOT, source),
      outDir: FOLDER,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { external: [...externals], output: { format: 'es', entryFileNames: name, codeSplitting: false } },
    },
  }).then(() => join(FOLDER, name));
  if (made.size === 0) process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
  made.set(source, making);
  return making;
}
