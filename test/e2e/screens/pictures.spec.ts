/** The rehearsal's pictures show the theme that their names say, whatever the app does in between. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { View } from '../../../shared/contract/view.ts';
import { shownTheme } from '../../harness/app/shown-theme.ts';
import { allScenes } from '../../harness/gallery/all-scenes.ts';
import { Gallery, type Shown } from '../../harness/gallery/gallery.ts';
import { Pictures } from '../../rehearsal/pictures.ts';

let gallery: Gallery;
let folder: string;
let shown: Shown;
test.beforeAll(async () => {
  gallery = await Gallery.open();
});
test.afterAll(async () => gallery.close());
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halligan-pictures-'));
  const scene = (await allScenes())['gathering'];
  if (scene === undefined) throw new Error('there is no such scene');
  shown = await gallery.show(scene, { theme: 'system' });
});
test.afterEach(async () => {
  await shown.close();
  rmSync(folder, { recursive: true });
});

/** From now on the app's state changes hundreds of times a second, in the page itself. */
async function stir(view: View): Promise<void> {
  await shown.page.evaluate((from) => {
    const push = (window as unknown as { __push: (view: unknown) => void }).__push;
    let revision = 1_000;
    setInterval(() => push({ ...from, settings: { ...from.settings }, revision: revision++ }), 2);
  }, view);
}

test('while the state of the app changes all the time', async () => {
  const { view } = (await allScenes())['gathering'] ?? {};
  if (view === undefined) throw new Error('there is no such scene');
  await stir({ ...view, settings: { ...view.settings, theme: 'system' } });
  const { take } = new Pictures(shown.page, folder);
  for (const name of ['one', 'two', 'three']) await take(name);
  const files = readdirSync(folder).sort();
  expect(files).toHaveLength(9);
  for (const file of files) expect(file).toContain(`-${shownTheme(readFileSync(join(folder, file)))}.png`);
  await expect(shown.page.locator('html')).not.toHaveAttribute('data-theme');
});

test('or are refused by name', async () => {
  await shown.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':root[data-theme="dark"] { color-scheme: light !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  const { take } = new Pictures(shown.page, folder);
  await expect(take('board')).rejects.toThrow('01-board-dark.png shows the light theme');
  await expect(shown.page.locator('html')).not.toHaveAttribute('data-theme');
});
