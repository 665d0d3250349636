/**
 * Every state that a screen can be in, from the gallery: axe finds nothing in three themes, nothing is smaller than it
 * may be, and at 200 % text nothing sticks out. The page runs under the app's own policy and complains of nothing.
 */
import { expect, test } from '@playwright/test';
import type { Settings } from '../../../shared/contract/view.ts';
import { allScenes } from '../../harness/gallery/all-scenes.ts';
import { Gallery } from '../../harness/gallery/gallery.ts';
import { axeFindings, layoutFindings } from '../../harness/gallery/look.ts';

const LOOKS: readonly Partial<Settings>[] = [
  { theme: 'light', textPercent: 100 },
  { theme: 'dark', textPercent: 100 },
  { theme: 'contrast', textPercent: 100 },
  { theme: 'light', textPercent: 200 },
];

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await Gallery.open();
});
test.afterAll(async () => gallery.close());

test.describe.configure({ mode: 'parallel' });
for (const [name, scene] of Object.entries(await allScenes())) {
  test(name, async () => {
    const shown = await gallery.show(scene, LOOKS[0] ?? {});
    try {
      for (const look of LOOKS) {
        await shown.dress(look);
        expect(await axeFindings(shown.page), JSON.stringify(look)).toEqual([]);
        expect(await layoutFindings(shown.page), JSON.stringify(look)).toEqual([]);
      }
      expect(shown.complaints).toEqual([]);
    } finally {
      await shown.close();
    }
  });
}
