/** People watch at the collector: they come in by links and passkeys, see what stations send as it comes, act on it, and check it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { administratorLink } from '../../../collector/console/invitations.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { incident, TestStation } from '../../harness/collector/test-station.ts';
import { CollectorPage, goTo } from './collector-page.ts';

test.describe.configure({ mode: 'serial', timeout: 60_000 });

let collector: CollectorPage;
let mara: Page;
let link: string;
const station = new TestStation({ seed: 31, name: 'Ops room A' });

test.beforeAll(async () => {
  collector = await CollectorPage.open();
});
test.afterAll(async () => collector.end());

const acts = async () => {
  const rows = await collector.running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry ORDER BY seq');
  return rows.map(({ leaf }) => parseHeadsEntry(leaf).act);
};

test('the one-time link and a passkey let the first administrator in', async () => {
  link = await administratorLink(collector.running.collector, collector.site.origin);
  mara = await collector.person();
  await collector.join(mara, link, 'Mara Lindqvist');
  await expect(mara).toHaveTitle('Timeline · Halligan collector');
  await expect(mara.getByText('Nothing was declared yet')).toBeVisible();
  expect(mara.url()).not.toContain('join');
  expect(await collector.running.collector.db.one('SELECT 1 AS one FROM invitation WHERE used_at IS NULL')).toBeNull();
});

test('the passkey is the way back in', async () => {
  await mara.getByRole('button', { name: 'Sign out' }).click();
  await mara.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(mara.getByText('Mara Lindqvist')).toBeVisible();
  expect(await acts()).toEqual(expect.arrayContaining(['account.sign_out', 'account.sign_in']));
});

test('a link that was used, one that is too old, and a stranger’s passkey are refused in words', async () => {
  const eve = await collector.person();
  await eve.goto(link);
  await expect(eve.getByText('This link was used before.', { exact: true })).toBeVisible();
  await goTo(mara, 'People');
  await mara.getByRole('button', { name: 'Invite somebody' }).click();
  await mara.getByLabel('Name').fill('Eve');
  await mara.getByRole('button', { name: 'Make the link' }).click();
  const late = (await mara.locator('.copyable output').textContent()) ?? '';
  await mara.getByRole('button', { name: 'Done' }).click();
  collector.running.later = 24 * 3_600_000 + 1;
  await eve.goto(late);
  await expect(eve.getByText('This link is older than a day.', { exact: true })).toBeVisible();
  collector.running.later = 0;
  await eve.goto(`${collector.site.origin}/`);
  await eve.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(eve.locator('main .bad-note')).toBeVisible();
  await expect(eve.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await eve.context().close();
});

test('an administrator makes a code, compares six words, and lets the station in', async () => {
  await goTo(mara, 'Stations');
  await mara.getByRole('button', { name: 'Make a code for a station' }).click();
  const code = (await mara.locator('.copyable output').textContent()) ?? '';
  await mara.getByRole('button', { name: 'Done' }).click();
  await station.ask(collector.running, code);
  await expect(mara.getByRole('heading', { name: 'Ops room A asks to be let in' })).toBeVisible();
  const letIn = mara.getByRole('button', { name: 'Let the station in' });
  await expect(letIn).toHaveAttribute('aria-disabled', 'true');
  await mara.getByText('The six words are the same').click();
  await letIn.click();
  await expect(mara.getByRole('row', { name: /Ops room A/ })).toBeVisible();
});

test('what the station sends appears by itself: the alert first, then all of it', async () => {
  await goTo(mara, 'Timeline');
  incident(station, { cer: 'r_1', inc: 'INC-4471', at: Date.now() - 7_200_000, until: 'declared' });
  const told = Date.now();
  await station.tell(collector.running);
  await expect(mara.locator('.incident')).toContainText('INC-4471', { timeout: 5_000 });
  expect(Date.now() - told).toBeLessThan(5_000);
  await expect(mara.locator('.incident')).toContainText('EMERGENCY');
  await expect(mara.locator('.incident')).toContainText('Arrived 2 h late');
  await expect(mara.getByText('An emergency is open.')).toBeVisible();
  incident(station, { cer: 'r_2', inc: 'DRILL-11', drill: true, at: Date.now() - 60_000, until: 'closed' });
  await station.send(collector.running);
  await expect(mara.locator('.incident')).toHaveCount(2);
  await expect(mara.locator('.incident').first()).toHaveAttribute('data-kind', 'drill');
  await expect(mara.locator('.incident').first()).toContainText('Closed');
});

test('an analyst acknowledges, and escalates to every feed; who did stands beside it', async () => {
  const kenji = await collector.invited(mara, 'Analyst', 'Kenji Ito');
  await goTo(kenji, 'Alerts');
  await expect(kenji.locator('.alerts li')).toHaveCount(1);
  await expect(kenji.locator('.alerts li')).toContainText('Critical');
  await kenji.getByRole('button', { name: 'Escalate' }).click();
  await expect(kenji.getByText('No alert is open')).toBeVisible();
  const told = await collector.running.collector.db.all("SELECT severity, leaf FROM alert WHERE kind = 'escalated'");
  expect(told).toMatchObject([{ severity: 'critical', leaf: expect.anything() }]);
  await goTo(mara, 'Alerts');
  await mara.getByText('All', { exact: true }).click();
  await expect(mara.locator('.alerts')).toContainText('Escalated by Kenji Ito');
  await mara.locator('.alerts li', { hasText: 'Escalated' }).getByRole('button', { name: 'Acknowledge' }).click();
  await expect(mara.locator('.alerts')).toContainText('Acknowledged by Mara Lindqvist');
  expect(await acts()).toEqual(
    expect.arrayContaining(['alert.escalate', 'alert.acknowledge', 'read.alerts', 'read.events', 'read.disclosures']),
  );
  await goTo(kenji, 'Stations');
  await kenji.getByRole('button', { name: /Open its log/ }).click();
  await expect(kenji.getByRole('button', { name: 'Freeze' })).toHaveCount(0);
  await kenji.context().close();
});

test('an auditor reads and verifies; what is not theirs is not there, and is refused where it is asked for all the same', async () => {
  const ines = await collector.invited(mara, 'Auditor', 'Inês Costa');
  const waiting = new TestStation({ seed: 32, name: 'Site Göteborg' });
  await waiting.ask(collector.running);
  await goTo(ines, 'Stations');
  await expect(ines.getByText('This is for administrators.')).toBeVisible();
  for (const name of ['Let the station in', 'Refuse', 'Make a code for a station'])
    await expect(ines.getByRole('button', { name })).toHaveCount(0);
  const statuses = await ines.evaluate(async () => {
    const said: number[] = [];
    const rows = (await (await fetch('/v1/logs')).text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, string>);
    const asks = rows.find(({ state }) => state === 'pending');
    for (const path of [`/v1/enrolments/${asks?.['enrol_id']}/approve`, '/v1/codes', '/v1/people/invite'])
      said.push((await fetch(path, { method: 'POST', body: JSON.stringify({ words: asks?.['words'] }) })).status);
    return said;
  });
  expect(statuses).toEqual([403, 403, 403]);
  await ines.getByRole('button', { name: /Open its log/ }).click();
  await ines.getByText('Verify', { exact: true }).click();
  await ines.getByRole('button', { name: 'Verify in this browser' }).click();
  await expect(ines.locator('.verdict')).toContainText('PROVEN');
  await goTo(mara, 'Stations');
  await mara.getByRole('button', { name: 'Refuse' }).click();
  await expect(mara.getByText('Refused')).toBeVisible();
  await ines.context().close();
});

test('entries are looked for in one log, and each shows its leaf', async () => {
  await mara.goto(`${collector.site.origin}/#/station/${station.oh}/entries`);
  await expect(mara.getByText(`${station.leaves.length} entries, newest first`)).toBeVisible();
  await mara.getByRole('searchbox').fill('request.declare');
  await expect(mara.getByText('2 entries found, newest first')).toBeVisible();
  await mara.getByLabel('Drills').selectOption('Drills only');
  await expect(mara.locator('.log-line')).toHaveCount(1);
  await mara.locator('.log-line').getByRole('button').click();
  await expect(mara.getByRole('dialog')).toContainText('"act":"request.declare"');
  await mara.keyboard.press('Escape');
});

test('what cannot be imported is refused in words', async () => {
  await goTo(mara, 'Stations');
  await mara.locator('input[type=file]').setInputFiles({ name: 'x.hsync', mimeType: 'application/gzip', buffer: Buffer.from('no bundle') });
  await expect(mara.getByRole('alertdialog')).toContainText('nothing more of it was taken');
  await mara.getByRole('button', { name: 'Done' }).click();
});

test('a page at another port of this machine changes nothing, though the browser sends it the cookies', async () => {
  const elsewhere = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<title>Elsewhere</title>'));
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const other = await mara.context().newPage();
  await other.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`); // it listens on a port
  const made = () => collector.running.collector.db.all('SELECT hash FROM code');
  const before = await made();
  const post = (to: string) => fetch(`${to}/v1/codes`, { method: 'POST', body: '{}', mode: 'no-cors', credentials: 'include' });
  await other.evaluate(post, collector.site.origin).catch(() => undefined);
  expect(collector.site.asked.findLast(({ url }) => url === '/v1/codes')?.headers).toMatchObject({
    cookie: expect.stringContaining('halligan-'),
    'sec-fetch-site': 'same-site',
  });
  expect(await made()).toEqual(before);
  const { port } = new URL(collector.site.origin);
  await other.goto(`http://127.0.0.1:${port}/`);
  expect(await other.textContent('body')).toContain('collector.other_site');
  await other.close();
  elsewhere.close();
});

test('a leaf that was changed in the database is found by the browser itself', async () => {
  for (let i = 0; i < 300; i++) station.add({ act: 'config.change', out: 'ok', d: { n: i } });
  await station.send(collector.running);
  await mara.goto(`${collector.site.origin}/#/station/${station.oh}/verify`);
  const policy = `log ${station.vkey}\nwitness c ${await ownKey()}\nquorum c\n`;
  await mara.getByText('What you know from elsewhere').click();
  await mara.getByLabel('The station’s key').fill(station.vkey);
  await mara.getByLabel('The logs and collectors that you trust').fill(policy);
  await mara.getByRole('button', { name: 'Verify in this browser' }).click();
  await expect(mara.locator('.verdict')).toContainText('PROVEN');
  await expect(mara.locator('.verdict')).toContainText('Key: the one that you named.');
  const { db } = collector.running.collector;
  const row = await db.one<{ start: number; data: Uint8Array }>('SELECT start, data FROM bundle WHERE log = 1 ORDER BY start LIMIT 1');
  const changed = Buffer.from(row?.data ?? []);
  changed.write('m_evil', changed.indexOf('m_mara'));
  await db.transaction((tx) => tx.run('UPDATE bundle SET data = ? WHERE log = 1 AND start = ?', changed, row?.start ?? 0));
  await mara.getByRole('button', { name: 'Verify in this browser' }).click();
  await expect(mara.locator('.verdict')).toContainText('TAMPERED');
});

async function ownKey(): Promise<string> {
  return mara.evaluate(async () => ((await (await fetch('/v1/me')).json()) as { receipts: string }).receipts);
}

test('who sat for too long is signed out, told so, and comes back to the same place', async () => {
  await goTo(mara, 'Stations');
  collector.running.later = 3_600_001;
  // The page may hear of it first: then the button is gone before it is pressed.
  await mara
    .getByRole('button', { name: 'Make a code for a station' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(mara.getByText('You were signed out')).toBeVisible();
  await mara.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(mara.getByRole('heading', { level: 1, name: 'Stations' })).toBeVisible();
});

test('a collector that does not answer is said so, and is heard again by itself', async () => {
  await collector.site.stop();
  await expect(mara.getByText('The collector does not answer').first()).toBeVisible();
  await collector.site.startAgain();
  await expect(mara.getByText('The collector does not answer')).toHaveCount(0);
});
