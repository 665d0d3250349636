/** One picture of a screen in each theme, as a person with that setting would see it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JSHandle, Page } from 'playwright-core';
import { shownTheme, THEMES } from '../harness/app/shown-theme.ts';

export class Pictures {
  readonly #page: Page;
  readonly #folder: string;
  #taken = 0;

  constructor(page: Page, folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#page = page;
    this.#folder = folder;
  }

  /**
   * Takes `NN-name-theme.png`. Throws with the name of the first picture that does not show its theme. The theme is put back
   * afterwards, and nothing is written to the settings.
   */
  readonly take = async (name: string): Promise<void> => {
    this.#taken += 1;
    const number = String(this.#taken).padStart(2, '0');
    const wardrobe = await wardrobeOf(this.#page);
    try {
      for (const theme of THEMES) {
        await wardrobe.evaluate(({ wear }, to) => wear(to), theme);
        const file = `${number}-${name}-${theme}.png`;
        const picture = await this.#page.screenshot({ path: join(this.#folder, file), animations: 'disabled' });
        const shown = shownTheme(picture);
        if (shown !== theme) throw new Error(`${file} shows the ${shown} theme`);
      }
    } finally {
      await wardrobe.evaluate(({ giveBack }) => giveBack());
      await wardrobe.dispose();
    }
  };
}

interface Wardrobe {
  readonly wear: (theme: string) => void;
  /** Puts back what the app wanted last. */
  readonly giveBack: () => void;
}

/**
 * Dresses the page. The app puts its own theme on again whenever its state changes, which may be at any moment: an observer
 * undoes that before a frame is drawn.
 */
function wardrobeOf(page: Page): Promise<JSHandle<Wardrobe>> {
  return page.evaluateHandle((): Wardrobe => {
    const { dataset } = document.documentElement;
    let wanted = dataset['theme'];
    let worn = wanted;
    const put = (theme: string | undefined): void => {
      if (theme === undefined) delete dataset['theme'];
      else dataset['theme'] = theme;
    };
    const observer = new MutationObserver(() => {
      if (dataset['theme'] === worn) return;
      wanted = dataset['theme'];
      put(worn);
    });
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return {
      wear: (theme) => {
        worn = theme;
        put(theme);
        // A picture begins where the screen does.
        document.querySelector('main')?.scrollTo({ top: 0, behavior: 'instant' });
        window.scrollTo({ top: 0, behavior: 'instant' });
      },
      giveBack: () => {
        observer.disconnect();
        put(wanted);
      },
    };
  });
}
