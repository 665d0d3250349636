/**
 * Writes Electron's types without their `declare module 'electron…'` blocks to .cache/, so that tsconfig.stand-in.json can put the
 * stand-in in the place of `electron` while the global namespace stays: `node rescue/electron-namespace.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const types = readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8');
const namespace = types.replace(/^declare module 'electron[^']*' \{\n[^}]*\}\n/gm, '');
if (namespace.length === types.length) throw new Error('electron.d.ts declares no module as expected: its form has changed');
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, '.cache/electron-namespace.d.ts'), namespace);
