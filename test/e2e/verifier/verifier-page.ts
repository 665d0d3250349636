/** The built page for outsiders, opened from the disk in a real browser, beside the command that it must agree with. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { verifyTarget } from '../../../cli/verify.ts';
import { findBrowser } from '../../../rescue/find-browser.ts';
import { parseAnchor } from '../../../shared/log/export/export-folder.ts';

/** Contents by path in the export folder. */
export type Export = Readonly<Record<string, string>>;

export interface Known {
  readonly vkey?: string;
  readonly anchor?: string;
  readonly policy?: string;
}

export class VerifierPage {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'verifier-'));
  /** What the page said to the console: refusals of its own policy too. */
  readonly said: string[] = [];
  #exports = 0;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    page.on('console', (message) => this.said.push(message.text()));
    page.on('pageerror', (error) => this.said.push(String(error)));
  }

  static async open(): Promise<VerifierPage> {
    const executablePath = findBrowser(process.env);
    if (executablePath === null) throw new Error('no browser of the Chromium family is installed');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const opened = new VerifierPage(browser, await browser.newPage());
    await opened.page.goto(pathToFileURL(join(import.meta.dirname, '../../../dist/verifier.html')).href);
    return opened;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Writes an export folder. Its path. */
  write(files: Export): string {
    const target = join(this.#folder, `export-${this.#exports++}`);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      writeFileSync(join(target, path), content);
    }
    return target;
  }

  /** Chooses the folder, fills in what is known, verifies. What the page then says, line for line. */
  async verify(target: string, { vkey = '', anchor = '', policy = '' }: Known = {}): Promise<readonly string[]> {
    await this.page.locator('#folder').setInputFiles(target);
    await this.page.locator('details').evaluate((details: HTMLDetailsElement) => {
      details.open = true;
    });
    await this.page.locator('#vkey').fill(vkey);
    await this.page.locator('#anchors').fill(anchor);
    await this.page.locator('#policy').fill(policy);
    await this.page.getByRole('button', { name: 'Verify', exact: true }).click();
    return this.lines();
  }

  /** The answer that is there, or the next one. */
  async lines(): Promise<readonly string[]> {
    await this.page.locator('#answer').waitFor();
    return this.page.locator('#verdict span:last-child, #lines li').allTextContents();
  }

  /** What `halligan verify` prints about the same. */
  async command(target: string, { vkey, anchor, policy }: Known = {}): Promise<readonly string[]> {
    const policyFile = join(this.#folder, 'policy');
    writeFileSync(policyFile, policy ?? '');
    const found = anchor === undefined ? null : parseAnchor(anchor);
    const { lines } = await verifyTarget({
      target,
      anchors: found === null ? [] : [found],
      vkey: vkey ?? null,
      policy: policy === undefined ? null : policyFile,
    });
    return lines;
  }
}
