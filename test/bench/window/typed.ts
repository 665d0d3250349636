import type { Locator, Page } from '@playwright/test';

interface Watching {
  benchTyped?: Promise<number>;
}

/**
 * Presses one key in the field that has the focus; how long until the text of `count` has changed and the next frame is painted, from
 * the key's own time on. Throws when it does not change within five seconds.
 */
export async function typedUntilPainted(page: Page, count: Locator, key: string): Promise<number> {
  await count.evaluate((status) => {
    (window as Watching).benchTyped = new Promise((resolve, reject) => {
      let pressedAt = Number.NaN;
      window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { once: true, capture: true });
      const late = setTimeout(() => reject(new Error('the list did not change')), 5_000);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        clearTimeout(late);
        // The first frame after the change draws it; when the second begins it has been painted.
        requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now - pressedAt)));
      });
      observer.observe(status, { characterData: true, childList: true, subtree: true });
    });
  });
  await page.keyboard.press(key === ' ' ? 'Space' : key);
  const ms = await page.evaluate(() => (window as Watching).benchTyped);
  if (ms === undefined) throw new Error('the page was loaded anew');
  return ms;
}
