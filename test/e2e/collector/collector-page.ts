/** The collector's built page in a real browser, with a passkey that the browser itself plays. */
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { administratorLink } from '../../../collector/console/invitations.ts';
import { findBrowser } from '../../../rescue/find-browser.ts';
import { playPasskey } from '../../harness/app/passkey.ts';
import { ConsoleSite } from '../../harness/collector/console-site.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';

export class CollectorPage {
  readonly running: RunningCollector;
  readonly site: ConsoleSite;
  readonly #browser: Browser;
  /** What pages said to the console: refusals of their own policy too. */
  readonly said: string[] = [];

  private constructor(running: RunningCollector, site: ConsoleSite, browser: Browser) {
    this.running = running;
    this.site = site;
    this.#browser = browser;
  }

  static async open(): Promise<CollectorPage> {
    const executablePath = findBrowser(process.env);
    if (executablePath === null) throw new Error('no browser of the Chromium family is installed');
    const running = await RunningCollector.start();
    const site = await ConsoleSite.start(running, join(import.meta.dirname, '../../../dist/collector-page'));
    return new CollectorPage(running, site, await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }));
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.site.stop();
    await this.running.end();
  }

  /** A person at a browser of their own, who has a passkey and confirms it when asked. */
  async person(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context: BrowserContext = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      timezoneId: 'UTC',
      ...options,
    });
    const page = await context.newPage();
    page.on('console', (message) => this.said.push(message.text()));
    page.on('pageerror', (error) => this.said.push(String(error)));
    await playPasskey(page);
    return page;
  }

  /** The first administrator, in. */
  async administrator(name = 'Mara Lindqvist'): Promise<Page> {
    const page = await this.person();
    await this.join(page, await administratorLink(this.running.collector, this.site.origin), name);
    return page;
  }

  async join(page: Page, link: string, name: string): Promise<void> {
    await page.goto(link);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await page.getByRole('heading', { level: 1, name: 'Timeline' }).waitFor();
  }

  /** Somebody else, let in by an administrator at the page itself. */
  async invited(by: Page, role: 'Auditor' | 'Analyst', name: string): Promise<Page> {
    await goTo(by, 'People');
    await by.getByRole('button', { name: 'Invite somebody' }).click();
    await by.getByLabel('Name').fill(name);
    await by.getByText(role, { exact: true }).click();
    await by.getByRole('button', { name: 'Make the link' }).click();
    const link = await by.locator('.copyable output').textContent();
    await by.getByRole('button', { name: 'Done' }).click();
    const page = await this.person();
    await this.join(page, link ?? '', name);
    return page;
  }
}

export async function goTo(page: Page, room: 'Timeline' | 'Alerts' | 'Stations' | 'People' | 'Own log'): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: room }).click();
  await page.getByRole('heading', { level: 1, name: room }).waitFor();
}
