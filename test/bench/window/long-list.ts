import { cpSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { freshFolder, startApp } from '../../harness/app/app.ts';
import type { Running } from '../../harness/app/running.ts';
import { Stage } from '../../harness/app/stage.ts';
import { benchVault } from '../measure/bench-vault.ts';
import { sampleEntry } from '../measure/sample-entry.ts';
import { type FrameRound, idleFrames, p95 } from './frames.ts';
import { typedUntilPainted } from './typed.ts';

const TYPED = ['registrar 7', 'island system 31', 'backup operator 2', 'north gate 55'];
/** About one row a frame: a quick hand on a wheel. */
const PIXELS_A_FRAME = 60;
const SCROLL_MS = 2_000;
const PATIENCE_MS = 120_000;

/** The real app with the practice vault of `size` credentials open at the desk, every title read. */
export class LongListApp {
  readonly app: Running;
  readonly page: Page;
  readonly #list: Locator;
  readonly #count: Locator;
  readonly #size: number;

  private constructor(app: Running, size: number) {
    this.app = app;
    this.page = app.page;
    this.#size = size;
    this.#list = app.page.getByRole('listbox');
    this.#count = app.page.getByRole('main').getByRole('status');
  }

  static async start(size: number): Promise<LongListApp> {
    const userData = freshFolder();
    cpSync(await benchVault(size), userData, { recursive: true });
    const app = await startApp({ userData });
    app.page.setDefaultTimeout(PATIENCE_MS);
    const stage = await Stage.of(app);
    await stage.press('Start practising');
    await stage.heading('PRACTICE: SEALED').waitFor();
    await stage.room('Directory');
    await stage.press('Sit down as Mara Lindqvist');
    await stage.press('Touch key 1');
    await stage.button('Leave the desk').waitFor();
    const opened = new LongListApp(app, size);
    await expect.poll(async () => opened.#total(), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(size);
    return opened;
  }

  /** From each keystroke of a search to its painted rows. Letters that find as many as the one before are typed and not counted. */
  async search(): Promise<readonly number[]> {
    const times: number[] = [];
    const field = this.page.getByRole('searchbox');
    for (const text of TYPED) {
      await field.fill('');
      await expect.poll(async () => this.#total(), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(this.#size);
      await field.focus();
      for (let end = 1; end <= text.length; end++) {
        const key = text.charAt(end - 1);
        if (found(text.slice(0, end), this.#size) === found(text.slice(0, end - 1), this.#size))
          await this.page.keyboard.press(key === ' ' ? 'Space' : key);
        else times.push(await typedUntilPainted(this.page, this.#count, key));
      }
    }
    await field.fill('');
    await expect.poll(async () => this.#total(), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(this.#size);
    return times;
  }

  /** Scrolls through the list from its top. `rowsDrawn`: the most that there were at once. */
  async scroll(): Promise<FrameRound & { readonly rowsDrawn: number }> {
    const idleMs = await idleFrames(this.page);
    const { frames, moved, rowsDrawn } = await this.#list.evaluate(
      (list, { pixels, ms }) =>
        new Promise<{ frames: number[]; moved: number; rowsDrawn: number }>((resolve) => {
          list.scrollTop = 0;
          const frames: number[] = [];
          let rowsDrawn = 0;
          let last = Number.NaN;
          let until = Number.NaN;
          const next = (now: number): void => {
            if (Number.isNaN(last)) until = now + ms;
            else frames.push(now - last);
            last = now;
            list.scrollTop += pixels;
            rowsDrawn = Math.max(rowsDrawn, list.querySelectorAll('[role=option]').length);
            if (now < until) requestAnimationFrame(next);
            else resolve({ frames, moved: list.scrollTop, rowsDrawn });
          };
          requestAnimationFrame(next);
        }),
      { pixels: PIXELS_A_FRAME, ms: SCROLL_MS },
    );
    if (moved < frames.length * PIXELS_A_FRAME * 0.9) throw new Error(`the list moved by ${moved} px in ${frames.length} frames`);
    return { idleMs, busyMs: p95(frames), rowsDrawn };
  }

  async #total(): Promise<number> {
    return Number(((await this.#count.textContent()) ?? '').replace(/\D/g, ''));
  }
}

function found(text: string, size: number): number {
  const words = text.split(' ').filter((word) => word !== '');
  return Array.from({ length: size }, (_, i) => sampleEntry(i)).filter(({ title, system, owner }) => {
    const haystack = `${title}\n${system}\n${owner}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  }).length;
}
