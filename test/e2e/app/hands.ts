/** A person without a mouse, who has to see at each step where the keyboard is. */
import { expect, type Page } from '@playwright/test';

/** More stops than any screen has. */
const MOST_STOPS = 120;

export class Hands {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Whatever a mouse would do from here on is an error: the page counts it. */
  static async at(page: Page): Promise<Hands> {
    await page.evaluate(() => {
      const counted = window as unknown as { mouseEvents: number };
      counted.mouseEvents = 0;
      for (const name of ['mousedown', 'pointerdown', 'touchstart']) {
        window.addEventListener(name, () => (counted.mouseEvents += 1), { capture: true });
      }
    });
    return new Hands(page);
  }

  /** How often something was pressed otherwise than by a key. */
  async mouseEvents(): Promise<number> {
    return this.#page.evaluate(() => (window as unknown as { mouseEvents: number }).mouseEvents);
  }

  /** Presses Tab until the focus is on what is called this; each stop on the way is in sight and has its ring. */
  async to(role: string, name: string | RegExp): Promise<void> {
    const target = this.#page.getByRole(role as 'button', { name, exact: typeof name === 'string' });
    await target.first().waitFor();
    const walked: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await target.first().evaluate((one) => one === document.activeElement)) return;
      await this.#page.keyboard.press('Tab');
      walked.push(await this.seeFocus());
    }
    throw new Error(`the keyboard does not reach ${role} ${String(name)}:\n${walked.join('\n')}`);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.to('button', name);
    await this.#page.keyboard.press('Enter');
  }

  /** Types into the field of this name. */
  async fill(name: string, text: string): Promise<void> {
    await this.to('textbox', name);
    await this.#page.keyboard.type(text);
  }

  /** Throws when the focus is nowhere, out of sight, or without a ring. Gives what has it. */
  async seeFocus(): Promise<string> {
    const { at, lost, ring, seen } = await this.#page.evaluate(lookAtFocus);
    expect(lost, 'the focus is lost to the page').toBe(false);
    expect({ at, ring, seen }).toEqual({ at, ring: true, seen: true });
    return at;
  }

  /** The focus is on something: after a screen changes it is the heading, which is read out and needs no ring. */
  async notLost(): Promise<void> {
    await expect.poll(async () => (await this.#page.evaluate(lookAtFocus)).lost).toBe(false);
  }
}

/** Runs in the page. The ring may be drawn by what holds a control that is itself invisible, as a tick box's line. */
function lookAtFocus(): { at: string; lost: boolean; ring: boolean; seen: boolean } {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused === document.documentElement) {
    return { at: 'body', lost: true, ring: false, seen: false };
  }
  const label = focused.closest('label');
  const holders = [focused, ...(label === null ? [] : [label, ...label.querySelectorAll('*')])];
  if (focused.getAttribute('aria-activedescendant') !== null) {
    const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '');
    if (active !== null) holders.push(active);
  }
  const ring = holders.some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
  });
  const box = (label ?? focused).getBoundingClientRect();
  const seen =
    box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
  const name = focused.getAttribute('aria-label') ?? focused.textContent ?? '';
  return { at: `${focused.tagName.toLowerCase()} ${name.trim().slice(0, 60)}`, lost: false, ring, seen };
}
