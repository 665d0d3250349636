/**
 * Every state that a screen can be in, from the gallery: axe finds nothing in three themes, nothing is smaller than it
 * may be, and at 200 % text nothing sticks out. The page runs under the app's own policy and complains of nothing.
 */
import { expect, test } from '@playwright/test';
import { allScenes } from '../../harness/gallery/all-scenes.ts';
import { Gallery } from '../../harness/gallery/gallery.ts';
import { axeFindings, layoutFindings } from '../../harness/gallery/look.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await Gallery.open();
});
test.afterAll(async () => gallery.close());

test.describe.configure({ mode: 'parallel' });
for (const [name, scene] of Object.entries(await allScenes())) {
  test(name, async () => {
    const shown = await gallery.show(scene, { theme: 'light' });
    try {
      expect(await layoutFindings(shown.page)).toEqual([]);
      expect(await axeFindings(shown.page), 'light').toEqual([]);
      for (const theme of ['dark', 'contrast'] as const) {
        await shown.dress({ theme });
        expect(await axeFindings(shown.page, 'colours'), theme).toEqual([]);
      }
      await shown.dress({ theme: 'light', textPercent: 200 });
      expect(await layoutFindings(shown.page), '200 % text').toEqual([]);
      expect(shown.complaints).toEqual([]);
    } finally {
      await shown.close();
    }
  });
}
