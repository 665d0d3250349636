/** The page for outsiders itself: for whom it is readable, with what it can be used, and what it cannot reach. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { axeFindings, layoutFindings } from '../../harness/gallery/look.ts';
import { type Export, VerifierPage } from './verifier-page.ts';

test.describe.configure({ mode: 'serial', timeout: 40_000 });

const { cases } = JSON.parse(readFileSync(new URL('../../vectors/log/verify.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly { readonly class: string; readonly files: Export }[];
};
const tampered = cases.find((one) => one.class === 'entry-changed')?.files ?? {};

let verifier: VerifierPage;
test.beforeAll(async () => {
  verifier = await VerifierPage.open();
});
test.afterAll(async () => verifier.end());

test('axe finds nothing in light, dark and contrast, and 200 % text breaks nothing', async () => {
  const { page } = verifier;
  await verifier.verify(verifier.write(tampered));
  for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { contrast: 'more' }] as const) {
    await page.emulateMedia({ contrast: 'no-preference', ...look });
    expect(await axeFindings(page), JSON.stringify(look)).toEqual([]);
    expect(await layoutFindings(page), JSON.stringify(look)).toEqual([]);
  }
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await page.emulateMedia({ contrast: 'no-preference' });
  await page.locator('html').evaluate((html) => {
    html.style.fontSize = '200%';
  });
  expect(await layoutFindings(page)).toEqual([]);
});

test('files chosen one by one, verified by the keyboard alone, lead to the verdict', async () => {
  const { page } = verifier;
  const target = verifier.write(tampered);
  await page.reload();
  await page.locator('#files').setInputFiles(Object.keys(tampered).map((name) => join(target, name)));
  for (const name of ['Choose the folder', 'Choose files', 'What you know', 'Verify']) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(name);
  }
  await page.keyboard.press('Enter');
  expect(await verifier.lines()).toEqual(await verifier.command(target));
  await expect(page.locator('#verdict')).toBeFocused();
});

test('what is chosen anew takes the old verdict away', async () => {
  const { page } = verifier;
  await page.locator('#folder').setInputFiles(verifier.write(cases[0]?.files ?? {}));
  await expect(page.locator('#answer')).toBeHidden();
});

test('opened from within an export it verifies that folder, and believes no policy in it', async () => {
  const { page } = verifier;
  const whole = cases[0]?.files ?? {};
  const built = readFileSync(join(import.meta.dirname, '../../../dist/verifier.html'), 'utf8');
  const beside = {
    policy: 'no policy at all\n',
    'enrollment.json': '{}\n',
    'README.txt': 'words\n',
    'verify.py': '',
    'verifier.html': built,
  };
  const target = verifier.write({ ...whole, ...beside });
  await page.goto(pathToFileURL(join(target, 'verifier.html')).href);
  const said = await verifier.verify(target);
  expect(said[0]).toMatch(/^PROVEN/);
  expect(said).toEqual(await verifier.command(target));
});

test('reaches no network, and runs no script but its own', async () => {
  const { page } = verifier;
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.setHeader('access-control-allow-origin', '*').end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // it listens on a port
  const got = await page.evaluate(async (to) => {
    const image = new Image();
    const seen = new Promise((resolve) => {
      image.onload = () => resolve('loaded');
      image.onerror = () => resolve('refused');
    });
    image.src = to;
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
    const fetched = await fetch(to).then(
      () => 'fetched',
      () => 'refused',
    );
    return [await seen, fetched, document.title];
  }, url);
  server.close();
  expect(got).toEqual(['refused', 'refused', 'Halligan: verify an exported log']);
  expect(asked).toBe(0);
});
