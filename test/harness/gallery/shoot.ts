/**
 * `node test/harness/gallery/shoot.ts [scene…]`: pictures of the scenes (all, or those whose name begins so) in light,
 * dark, contrast and at 200 % text, with axe's findings on each. Pictures go to HALLIGAN_SHOTS, or to shots/ in the
 * system's temporary folder.
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../../shared/contract/view.ts';
import { shownTheme } from '../app/shown-theme.ts';
import { allScenes } from './all-scenes.ts';
import { Gallery } from './gallery.ts';
import { axeFindings, layoutFindings } from './look.ts';

const LOOKS: Readonly<Record<string, Partial<Settings>>> = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  contrast: { theme: 'contrast' },
  large: { theme: 'light', textPercent: 200 },
};

const folder = process.env['HALLIGAN_SHOTS'] ?? join(tmpdir(), 'shots');
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const looks = (process.env['HALLIGAN_LOOKS'] ?? Object.keys(LOOKS).join(',')).split(',');
const gallery = await Gallery.open();
let bad = 0;
try {
  for (const [name, scene] of Object.entries(await allScenes())) {
    if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
    for (const look of looks) {
      const shown = await gallery.show(scene, LOOKS[look] ?? {});
      const picture = await shown.page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: look === 'large' });
      const theme = shownTheme(picture);
      // Without main there are no settings to wear.
      const dressed = scene.main === 'missing' || theme === LOOKS[look]?.theme ? [] : [`shows the ${theme} theme`];
      const found = [...dressed, ...shown.complaints, ...(await axeFindings(shown.page)), ...(await layoutFindings(shown.page))];
      await shown.close();
      bad += found.length;
      console.log(`${name} ${look}: ${found.length === 0 ? 'clean' : ''}`);
      for (const line of found.slice(0, 12)) console.log(`   ${line}`);
    }
  }
} finally {
  await gallery.close();
}
console.log(`${bad} findings. Pictures: ${folder}`);
process.exitCode = bad === 0 ? 0 : 1;
