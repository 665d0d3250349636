/** One picture of a screen in each theme, as a person with that setting would see it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const THEMES = ['light', 'dark', 'contrast'] as const;

export class Pictures {
  readonly #page: Page;
  readonly #folder: string;
  #taken = 0;

  constructor(page: Page, folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#page = page;
    this.#folder = folder;
  }

  /** `NN-name-theme.png`. The theme is put back afterwards: nothing is written to the settings. */
  readonly take = async (name: string): Promise<void> => {
    this.#taken += 1;
    const number = String(this.#taken).padStart(2, '0');
    const before = await this.#page.evaluate(() => document.documentElement.dataset['theme'] ?? null);
    for (const theme of THEMES) {
      await this.#page.evaluate((to) => {
        document.documentElement.dataset['theme'] = to;
        // A picture begins where the screen does.
        document.querySelector('main')?.scrollTo({ top: 0, behavior: 'instant' });
        window.scrollTo({ top: 0, behavior: 'instant' });
      }, theme);
      await this.#page.screenshot({ path: join(this.#folder, `${number}-${name}-${theme}.png`), animations: 'disabled' });
    }
    await this.#page.evaluate((to) => {
      if (to === null) delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = to;
    }, before);
  };
}
