/** Hands without a mouse: everything by Tab, arrows, Enter, Space and typing, as a person would. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until this has the focus. Fails where Tab does not lead to it. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  await to.waitFor();
  for (let i = 0; i < 80; i++) {
    if (await to.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(to, 'Tab leads to it').toBeFocused();
}

/** Goes there and presses Enter. */
export async function pressEnter(page: Page, on: Locator): Promise<void> {
  await tabTo(page, on);
  await page.keyboard.press('Enter');
}

/** Goes there and types. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}
