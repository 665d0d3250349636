import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { refusals } from '../../harness/app/ask-page.ts';

const HOME = 'https://halligan.localhost/';

for (const [name, url] of Object.entries({
  'another site': 'https://example.com/?hunter2',
  loopback: 'http://127.0.0.1:9/',
  'a file': 'file:///etc/passwd',
  data: 'data:text/html,<h1>not ours</h1>',
  script: 'javascript:document.body.append("not ours")',
  blank: 'about:blank',
  'the browser itself': 'chrome://version',
  blob: 'blob:https://halligan.localhost/x',
  mail: 'mailto:a@example.com',
  'another path of ours': 'https://halligan.localhost/page.js',
})) {
  test(`the window stays where it is: ${name}`, async ({ sample }) => {
    const { page } = sample;
    await page.evaluate((to) => {
      document.title = 'the same document';
      location.href = to;
    }, url);
    await page.waitForTimeout(300); // a navigation that is not refused needs a moment to show
    await expect.poll(() => page.url()).toBe(HOME);
    await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible();
    await expect(page.getByText('not ours')).toHaveCount(0);
    // These two need no request that could be refused: there the window goes back, which loads the page anew.
    if (!/^(about|blob):/.test(url)) expect(await page.title()).toBe('the same document');
    expect(sample.output()).not.toContain('hunter2');
  });
}

test('refused navigations are logged by their scheme', async ({ sample }) => {
  const { page } = sample;
  for (const url of ['https://example.com/', 'http://127.0.0.1:9/']) {
    await page.evaluate((to) => {
      location.href = to;
    }, url);
  }
  await expect.poll(() => refusals(page)).toEqual(expect.arrayContaining(['navigation https:', 'navigation http:']));
});

test('the page may load itself again', async ({ sample }) => {
  const { page } = sample;
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.reload())]);
  await expect(page.getByRole('status')).toHaveText('ready');
  expect((await refusals(page)).filter((line) => line.startsWith('navigation'))).toEqual([]);
});

test('frames load nothing', async ({ sample }) => {
  const { page } = sample;
  await page.evaluate(() => {
    for (const src of ['https://example.com/', 'https://halligan.localhost/page.js']) {
      document.body.appendChild(Object.assign(document.createElement('iframe'), { src }));
    }
  });
  await expect.poll(() => refusals(page)).toContain('policy frame-src');
  expect(
    page
      .frames()
      .map((frame) => frame.url())
      .filter((url) => /example|page\.js/.test(url)),
  ).toEqual([]);
});

test('no other window opens, by script or by any click', async ({ sample }) => {
  const { page } = sample;
  expect(await page.evaluate(() => String(window.open('https://example.com/')))).toBe('null');
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank', textContent: 'out' });
    const button = Object.assign(document.createElement('button'), { textContent: 'pop' });
    button.onclick = () => {
      button.textContent = `opened ${String(window.open('/', '', 'popup'))}`;
    };
    document.body.prepend(link, button);
  });
  const out = page.getByText('out');
  await out.click();
  await page.getByText('pop').click();
  await expect(page.getByText('opened null')).toBeVisible();
  await out.click({ modifiers: ['Shift'] });
  await out.click({ modifiers: ['Control'] });
  await out.click({ button: 'middle' });
  await expect.poll(() => refusals(page)).toContain('window https:');
  await expect
    .poll(() =>
      page
        .context()
        .pages()
        .map((open) => open.url()),
    )
    .toEqual([HOME]);
});

test('the browser’s own shortcuts are taken from it before it acts', async ({ sample }) => {
  test.skip(sample.kind === 'electron', 'Electron has no such shortcuts once it has no menu');
  const { page } = sample;
  await page.evaluate(() => {
    const left: string[] = [];
    (window as unknown as { left: string[] }).left = left;
    window.addEventListener('keydown', (event) => {
      if (!event.defaultPrevented) left.push(event.key);
    });
  });
  const taken = [
    'Control+n',
    'Control+t',
    'Control+Shift+n',
    'Control+u',
    'Control+h',
    'Control+j',
    'Control+o',
    'Control+s',
    'Control+l',
    'F12',
    'Control+Shift+i',
    'F1',
    'F7',
    'Alt+Home',
    'Shift+Escape',
  ];
  for (const keys of taken) await page.keyboard.press(keys);
  // Those that the page needs are left to it.
  for (const keys of ['a', 'F9', 'Escape', 'Control+c', 'Control+v', 'Control+a', 'Control+f']) await page.keyboard.press(keys);
  const left = await page.evaluate(() => (window as unknown as { left: string[] }).left);
  expect(left.filter((key) => !['Control', 'Shift', 'Alt'].includes(key))).toEqual(['a', 'F9', 'Escape', 'c', 'v', 'a', 'f']);
});
