/** The collector's page for every eye: three themes, text of twice the size, a narrow window, the keyboard alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { shownTheme } from '../../harness/app/shown-theme.ts';
import { incident, TestStation } from '../../harness/collector/test-station.ts';
import { axeFindings, layoutFindings } from '../../harness/gallery/look.ts';
import { CollectorPage, goTo } from './collector-page.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

const SHOTS = join(import.meta.dirname, '../../../out/collector');
const HOUR = 3_600_000;

let collector: CollectorPage;
let page: Page;

test.beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  collector = await CollectorPage.open();
  page = await collector.administrator();
  await tellStory(collector);
});
test.afterAll(async () => collector.end());

/** Three stations with an emergency, a drill and a practice, one that has two histories, and one that asks to be let in. */
async function tellStory({ running }: CollectorPage): Promise<void> {
  const now = Date.now();
  const north = new TestStation({ seed: 21, name: 'Ops room A' });
  const forked = new TestStation({ seed: 22, name: 'Site Göteborg', keyKind: 'basic_text' });
  const training = new TestStation({ seed: 23, name: 'Training room', practice: true });
  for (const station of [north, forked, training]) await station.enrol(running);
  incident(forked, { cer: 'r_1', inc: 'DRILL-11', drill: true, at: now - 5 * HOUR, until: 'closed' });
  for (let i = 0; i < 300; i++)
    forked.add({ act: 'config.change', out: 'ok', say: { station: 'Site Göteborg' } }, now - 4 * HOUR + i * 1_000);
  await forked.send(running);
  incident(north, { cer: 'r_2', inc: 'INC-4460', at: now - 3 * HOUR, until: 'closed' });
  incident(training, { cer: 'r_3', inc: 'PRACTICE-1', at: now - 2 * HOUR, until: 'closed' });
  await training.send(running);
  incident(north, { cer: 'r_4', inc: 'INC-4471', at: now - 9 * 60_000, until: 'open' });
  await north.send(running);
  await forked.fork(running);
  await new TestStation({ seed: 24, name: 'Datacentre North' }).ask(running);
}

/** Each screen: how it is come to, and what is there when it is whole. */
const SCREENS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['timeline', (at) => toRoom(at, 'Timeline', '.incident >> nth=3')],
  [
    'incident',
    async (at) => {
      await goTo(at, 'Timeline');
      await at.getByRole('button', { name: 'What happened INC-4471' }).click();
      await at.locator('.log-line').nth(3).waitFor();
    },
  ],
  ['alerts', (at) => toRoom(at, 'Alerts', '.alerts li >> nth=0')],
  ['stations', (at) => toRoom(at, 'Stations', '.board')],
  [
    'entries',
    async (at) => {
      await goTo(at, 'Stations');
      await at.getByRole('button', { name: 'Open its log Site Göteborg' }).click();
      await at.locator('.log-line').first().waitFor();
    },
  ],
  [
    'entry',
    async (at) => {
      await at.locator('.log-line').first().getByRole('button').click();
      await at.getByRole('dialog').waitFor();
    },
  ],
  [
    'receipts',
    async (at) => {
      await at.keyboard.press('Escape');
      await at.getByText('Receipts', { exact: true }).click();
      await at.getByText('The first 311 entries').waitFor();
    },
  ],
  [
    'verify',
    async (at) => {
      await at.getByText('Verify', { exact: true }).click();
      await at.getByRole('button', { name: 'Verify in this browser' }).click();
      await at.locator('.verdict').waitFor();
    },
  ],
  ['people', (at) => toRoom(at, 'People', '.board')],
  ['own', (at) => toRoom(at, 'Own log', '.own-lines li >> nth=0')],
];

async function toRoom(at: Page, room: Parameters<typeof goTo>[1], whole: string): Promise<void> {
  await goTo(at, room);
  await at.locator(whole).waitFor();
}

const LOOKS = [
  ['light', { colorScheme: 'light', contrast: 'no-preference' }],
  ['dark', { colorScheme: 'dark', contrast: 'no-preference' }],
  ['contrast', { colorScheme: 'dark', contrast: 'more' }],
] as const;

for (const [name, come] of SCREENS) {
  test(`${name} holds in light, dark, contrast and at 200 % text`, async () => {
    await come(page);
    for (const [look, media] of LOOKS) {
      await page.emulateMedia(media);
      expect(await axeFindings(page, look === 'light' ? 'all' : 'colours'), look).toEqual([]);
      expect(await layoutFindings(page), look).toEqual([]);
      const picture = await page.screenshot({ path: join(SHOTS, `${name}-${look}.png`) });
      expect(shownTheme(picture), `${name}-${look}.png`).toBe(look);
    }
    await page.emulateMedia(LOOKS[0][1]);
    await page.locator('html').evaluate((html) => html.setAttribute('data-text', '200'));
    expect(await layoutFindings(page), '200 %').toEqual([]);
    await page.screenshot({ path: join(SHOTS, `${name}-200.png`) });
    await page.locator('html').evaluate((html) => html.removeAttribute('data-text'));
  });
}

test('the door, and a link that is none, hold in every look too', async () => {
  const stranger = await collector.person();
  for (const [name, path, words] of [
    ['door', '/', 'Sign in with a passkey'],
    ['no-link', `/#/join/${'A'.repeat(26)}`, 'Sign in instead'],
  ] as const) {
    await stranger.goto(`${collector.site.origin}${path}`);
    await stranger.getByRole('button', { name: words }).waitFor();
    for (const [look, media] of LOOKS) {
      await stranger.emulateMedia(media);
      expect(await axeFindings(stranger, look === 'light' ? 'all' : 'colours'), look).toEqual([]);
      expect(await layoutFindings(stranger), look).toEqual([]);
      const picture = await stranger.screenshot({ path: join(SHOTS, `${name}-${look}.png`) });
      expect(shownTheme(picture), `${name}-${look}.png`).toBe(look);
    }
  }
});

test('a narrow window, and one that is left wide, show all of it', async () => {
  await page.setViewportSize({ width: 420, height: 800 });
  for (const room of ['Timeline', 'Alerts', 'Stations', 'People', 'Own log'] as const) {
    await goTo(page, room);
    await page.locator('main li, main tbody tr').first().waitFor();
    expect(await layoutFindings(page), room).toEqual([]);
  }
  await page.screenshot({ path: join(SHOTS, 'own-narrow.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('the keyboard alone reads an entry and comes back to it', async () => {
  await goTo(page, 'Timeline');
  await page.getByRole('button', { name: 'What happened INC-4471' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const first = page.locator('.log-line').first().getByRole('button');
  for (let presses = 0; presses < 12 && !(await first.evaluate((button) => button === document.activeElement)); presses++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('byte for byte');
  await page.keyboard.press('Escape');
  await expect(first).toBeFocused();
});

test('none of it made the page reach for what its policy refuses', () => {
  expect(collector.said.filter((line) => !/status of (401|403)|Clear-Site-Data/.test(line))).toEqual([]);
  expect(collector.site.problems).toEqual([]);
});
