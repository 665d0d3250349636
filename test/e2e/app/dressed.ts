/** A screen of the real app in each of its dresses: what axe finds there, and what larger text breaks. */
import { expect, type Page, test } from '@playwright/test';
import type { Settings } from '../../../shared/contract/view.ts';
import { axeFindings, layoutFindings } from '../../harness/gallery/look.ts';
import type { Practice } from './practice.ts';

type Dress = Pick<Settings, 'theme' | 'textPercent'>;

const THEMES: readonly Dress['theme'][] = ['dark', 'contrast', 'light'];

/**
 * Looks at the screen as it stands, and takes note of everything that is wrong with it. `again` brings back what hides
 * by itself, before each look.
 */
export async function lookAt(practice: Practice, screen: string, again: () => Promise<void> = async () => {}): Promise<void> {
  const { page } = practice;
  await test.step(screen, async () => {
    for (const theme of THEMES) {
      await dress(practice, { theme, textPercent: 100 });
      await again();
      expect.soft(await axeFindings(page), `${screen}, ${theme}`).toEqual([]);
      expect.soft(await layoutFindings(page), `${screen}, ${theme}`).toEqual([]);
    }
    await dress(practice, { theme: 'light', textPercent: 200 });
    await again();
    expect.soft([...(await layoutFindings(page)), ...(await cutOff(page))], `${screen}, 200 % text`).toEqual([]);
    await dress(practice, { theme: 'light', textPercent: 100 });
  });
}

/** Puts the app's own settings, and waits until the page wears them. */
async function dress(practice: Practice, settings: Dress): Promise<void> {
  await practice.value('settings.set', settings);
  const html = practice.page.locator('html');
  await expect(html).toHaveAttribute('data-theme', settings.theme);
  await expect(html).toHaveAttribute('data-text', String(settings.textPercent));
}

/** Buttons whose words do not fit, and the primary act where it cannot be brought into sight. */
async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    for (const button of document.querySelectorAll<HTMLElement>('button')) {
      if (button.clientWidth === 0) continue;
      const [wide, high] = [button.scrollWidth - button.clientWidth, button.scrollHeight - button.clientHeight];
      if (wide > 1 || high > 1) out.push(`cut off by ${wide}, ${high} px: button "${button.textContent}"`);
    }
    // Behind a dialog nothing is to be reached.
    const front = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document;
    const main = front.querySelector<HTMLElement>('.btn.main:not([aria-disabled])');
    if (main !== null && main.clientWidth > 0) {
      main.scrollIntoView({ block: 'center', behavior: 'instant' });
      const box = main.getBoundingClientRect();
      const inSight = box.top >= 0 && box.left >= 0 && box.bottom <= window.innerHeight && box.right <= window.innerWidth;
      const on = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (!inSight || on === null || !(main.contains(on) || on.contains(main))) out.push(`out of reach: button "${main.textContent}"`);
    }
    return out;
  });
}
