import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { ask } from '../../harness/app/ask-page.ts';

/** What another program of the system would paste; null when there is no text, which xclip calls an error. */
function pasted(): string | null {
  const { status, stdout } = spawnSync('xclip', ['-selection', 'clipboard', '-out'], { encoding: 'utf8', timeout: 5000 });
  return status === 0 ? stdout : null;
}

// One clipboard for both: never at the same time.
test.describe.configure({ mode: 'serial' });

test('text reaches the system’s clipboard, and the page never sees it', async ({ sample }) => {
  const { page } = sample;
  const text = 'pässwörd € \u{1F511} with\nlines';
  await page.evaluate(() => {
    const seen: string[] = [];
    (window as unknown as { seen: string[] }).seen = seen;
    for (const name of ['copy', 'beforecopy', 'selectionchange', 'focusin', 'input']) {
      document.addEventListener(
        name,
        (event) => seen.push(`${name} ${(event as ClipboardEvent).clipboardData?.getData('text/plain') ?? ''}`),
        true,
      );
      window.addEventListener(name, (event) =>
        seen.push(`${name} ${(event as ClipboardEvent).clipboardData?.getData('text/plain') ?? ''}`),
      );
    }
    new MutationObserver((changes) =>
      seen.push(...changes.flatMap((change) => [...change.addedNodes].map((node) => node.textContent ?? ''))),
    ).observe(document, { childList: true, subtree: true });
  });
  await ask(page, 'sample.copy', { text });
  expect(pasted()).toBe(text);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.join('|'));
  expect(seen).not.toContain('pässwörd');
  expect(await page.content()).not.toContain('pässwörd');
});

test('clearing empties the clipboard only while it still holds the text', async ({ sample }) => {
  const { page } = sample;
  await ask(page, 'sample.copy', { text: 'first' });
  await ask(page, 'sample.copy', { text: 'second' });
  await ask(page, 'sample.clear', { text: 'first' });
  expect(pasted()).toBe('second');
  await ask(page, 'sample.clear', { text: 'second' });
  expect(pasted() ?? '').toBe('');
});

test('a file is chosen in the browser’s own dialog, and its path comes to main alone', async ({ sample }) => {
  test.skip(sample.kind === 'electron', 'Electron’s dialogs are the system’s');
  const { page } = sample;
  const chooser = page.waitForEvent('filechooser');
  const picked = ask(page, 'sample.pick', { what: 'open' });
  const file = new URL('../../../package.json', import.meta.url).pathname;
  await (await chooser).setFiles(file);
  expect(await picked).toEqual({ path: file });
});

test('a path is asked for in the window, by keyboard alone, out of the page’s reach', async ({ sample }) => {
  test.skip(sample.kind === 'electron', 'Electron’s dialogs are the system’s');
  const { page } = sample;
  const saved = ask(page, 'sample.pick', { what: 'save' });
  await page.waitForFunction(() => document.querySelectorAll('body > div').length === 1);
  expect(await page.evaluate(() => document.querySelector('body > div')?.shadowRoot ?? null)).toBeNull();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('/tmp/chosen.pem');
  await page.keyboard.press('Enter');
  expect(await saved).toEqual({ path: '/tmp/chosen.pem' });

  const given = ask(page, 'sample.pick', { what: 'folder' });
  await page.waitForFunction(() => document.querySelectorAll('body > div').length === 1);
  await page.keyboard.press('Escape');
  expect(await given).toEqual({ path: null });
});
