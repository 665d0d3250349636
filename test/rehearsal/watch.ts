/** Those who watch at the collector: it runs here, behind a cable, and its page is open in a browser of its own. */
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { parseConfig } from '../../collector/program/config-file.ts';
import { type RunningCollector, startCollector } from '../../collector/program/start-collector.ts';
import { findBrowser } from '../../rescue/find-browser.ts';
import { playPasskey } from '../harness/app/passkey.ts';
import { Cable } from './cable.ts';

/** What the collector itself has. */
export interface Held {
  /** How many are durable there. */
  readonly entries: number;
  /** Each alert that an entry was, and how many entries had arrived in bulk before it. */
  readonly alerts: readonly { readonly act: string; readonly before: number }[];
}

export class Watch {
  readonly cable: Cable;
  readonly page: Page;
  readonly #collector: RunningCollector;
  readonly #browser: Browser;
  /** What the collector says of itself that it should not have to. */
  readonly #faults: readonly string[];

  private constructor(parts: { collector: RunningCollector; cable: Cable; browser: Browser; page: Page; faults: readonly string[] }) {
    this.#collector = parts.collector;
    this.#browser = parts.browser;
    this.#faults = parts.faults;
    this.cable = parts.cable;
    this.page = parts.page;
  }

  /** Starts a collector over `folder`, and lets the first administrator in with a passkey. */
  static async begin(folder: string, administrator: string): Promise<Watch> {
    const executablePath = findBrowser(process.env);
    if (executablePath === null) throw new Error('no browser of the Chromium family is installed');
    const faults: string[] = [];
    const listen = { host: '127.0.0.1', port: 0 };
    const config = { ...parseConfig('{"name":"collector.nordhamn.example/m1"}', 'the rehearsal'), listen, reader: listen };
    const collector = await startCollector({
      data: folder,
      config,
      database: null,
      report: (sentence) => {
        if (sentence.startsWith('a fault of the collector')) faults.push(sentence);
      },
    });
    const cable = await Cable.to(Number(new URL(collector.address).port));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: 'UTC' });
    const page = await context.newPage();
    await playPasskey(page);
    const watch = new Watch({ collector, cable, browser, page, faults });
    await page.goto(collector.firstLink.link ?? '');
    await page.getByLabel('Your name').fill(administrator);
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await page.getByRole('heading', { level: 1, name: 'Timeline' }).waitFor();
    return watch;
  }

  /** As the station reaches it. */
  get address(): string {
    return `https://127.0.0.1:${this.cable.port}`;
  }

  get words(): readonly string[] {
    return this.#collector.words.split(' ');
  }

  async room(name: 'Timeline' | 'Alerts' | 'Stations'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** A code for one station, as the administrator reads it. */
  async code(): Promise<string> {
    await this.room('Stations');
    await this.page.getByRole('button', { name: 'Make a code for a station' }).click();
    const code = await this.page.locator('.copyable output').textContent();
    await this.page.getByRole('button', { name: 'Done' }).click();
    return code ?? '';
  }

  /** Lets the station in that asks, after its words were compared. */
  async letIn(stationWords: readonly string[]): Promise<void> {
    const asks = this.page.locator('.card', { has: this.page.getByRole('button', { name: 'Let the station in' }) }).last();
    for (const word of new Set(stationWords)) await expect(asks).toContainText(word);
    await this.page.getByText('The six words are the same').click();
    await this.page.getByRole('button', { name: 'Let the station in' }).click();
    await this.page.getByRole('button', { name: 'Let the station in' }).waitFor({ state: 'detached' });
  }

  async held(): Promise<Held> {
    const { db } = this.#collector.collector;
    const log = await db.one<{ next: number }>('SELECT next FROM log');
    const alerts = await db.all<{ act: string; before: number }>(
      `SELECT act, (SELECT COUNT(*) FROM event WHERE event.pos < alert.pos) AS before FROM alert WHERE kind = 'entry' ORDER BY pos`,
    );
    return { entries: log?.next ?? 0, alerts };
  }

  /** Throws when the collector had a fault of its own. */
  async end(): Promise<void> {
    await this.#browser.close();
    await this.cable.pull();
    await this.#collector.close();
    if (this.#faults.length > 0) throw new Error(this.#faults.join('\n'));
  }
}
