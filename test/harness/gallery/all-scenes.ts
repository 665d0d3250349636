/** Every scene that there is, from `scenes/*.ts`: each of those files exports `scenes`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenes } from './scene.ts';

export async function allScenes(): Promise<Scenes> {
  const folder = join(import.meta.dirname, 'scenes');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const found = await Promise.all(files.sort().map(async (name) => (await import(join(folder, name))) as { readonly scenes: Scenes }));
  return Object.assign({}, ...found.map((file) => file.scenes)) as Scenes;
}
