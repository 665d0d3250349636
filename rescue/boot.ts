/** Starts the built app on Node, with `electron` resolved to the stand-in: `node rescue/boot.ts dist/main.js`. */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

// What this process makes is for this user alone, the lock's socket included.
process.umask(0o077);
if (process.getuid?.() === 0)
  process.stderr.write('Running as root: the browser has no sandbox. Use an account of your own for real vaults.\n');

const main = process.argv[2];
if (main === undefined) {
  process.stderr.write('usage: node rescue/boot.ts MAIN\n');
  process.exit(3);
}
await import(pathToFileURL(resolve(main)).href);
