import { expect, type Page } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { askAnything } from '../../harness/app/ask-page.ts';
import { kill, networkSockets, processTree, processWith, waitForEnd } from '../../harness/base/process-tree.ts';

interface Row {
  readonly act: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

async function value(page: Page, name: string, input: unknown): Promise<unknown> {
  const reply = await askAnything(page, name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.code}`);
  return reply.value;
}

async function refusedRows(page: Page): Promise<string[]> {
  const input = { text: '', member: null, act: null, incident: null, before: null, limit: 100 };
  const { rows } = (await value(page, 'log.rows', input)) as { rows: Row[] };
  return rows.filter(({ act }) => act === 'border.refused').map(({ facts }) => `${facts['kind']} ${facts['what']}`);
}

test.beforeEach(async ({ app }) => {
  await app.page.waitForLoadState();
  await value(app.page, 'practice.start', {});
});

test('what the page tries is refused, and stands in the log of the open vault', async ({ app }) => {
  const { page } = app;
  expect(await askAnything(page, 'hunter2', {})).toMatchObject({ ok: false, code: 'call.unknown' });
  expect(await askAnything(page, 'window.reveal', { credential: 'hunter2', secret: true })).toMatchObject({
    ok: false,
    code: 'call.bad_input',
  });
  await page.evaluate(() => {
    location.href = 'https://example.com/hunter2';
  });
  await page.evaluate(() => fetch('https://example.com/hunter2').catch(() => undefined));
  await expect
    .poll(() => refusedRows(page))
    .toEqual(expect.arrayContaining(['unknown-call call', 'bad-input window.reveal', 'navigation https:', 'policy connect-src']));
  const everything = JSON.stringify(
    await value(page, 'log.rows', { text: '', member: null, act: null, incident: null, before: null, limit: 500 }),
  );
  expect(everything).not.toContain('hunter2');
});

test('no process has a network socket, the strongroom included, and all end together', async ({ app }) => {
  await value(app.page, 'envelope.key', {});
  const pids = processTree(app.pid);
  expect(pids).toContain(processWith(pids, 'strongroom.js'));
  expect(networkSockets(pids)).toEqual([]);
  await app.close();
  expect(await waitForEnd(pids)).toEqual([]);
});

test('the strongroom killed: main lives and answers', async ({ app }) => {
  await value(app.page, 'envelope.key', {});
  const strongroom = processWith(processTree(app.pid), 'strongroom.js');
  kill(strongroom);
  expect(await waitForEnd([strongroom])).toEqual([]);
  expect(await askAnything(app.page, 'app.view', {})).toMatchObject({ ok: true });
});

test('the app’s own page breaks none of its policies', async ({ app }) => {
  const { page } = app;
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|Permissions policy/i.test(message.text())) broken.push(message.text());
  });
  await page.reload();
  await page.getByRole('heading').first().waitFor();
  await page.waitForTimeout(1000); // what comes late comes within a second
  expect(broken).toEqual([]);
  expect(await refusedRows(page)).toEqual([]);
});
