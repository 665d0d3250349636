/** The app and a collector, at the two ends of a network: enrolled by code and words, everything received, cut off, carried by hand, received again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { enrolCommand } from '../../../collector/carry/enrol-command.ts';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { collectorFingerprint } from '../../../shared/log/note/collector-key.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { CutProxy } from '../../harness/world/cut-proxy.ts';
import { lookAt } from './dressed.ts';
import { noteHost, PATIENCE_MS, Practice } from './practice.ts';

test.describe.configure({ mode: 'serial', timeout: 4 * PATIENCE_MS });

let practice: Practice;
let collector: RunningCollector;
let network: CutProxy;
test.beforeAll(async () => {
  collector = await RunningCollector.start();
  network = await CutProxy.start(() => collector.port);
  practice = await Practice.start();
});
test.afterAll(async () => {
  await practice.end();
  network.stop();
  await collector.end();
});
test.beforeEach(() => noteHost(practice.app));

/** The line at the foot. */
function foot(): Locator {
  return practice.page.locator('.foot').getByRole('button');
}

/** How many entries this collector holds of the log. */
async function held(of = collector): Promise<number> {
  const row = await of.collector.db.one<{ next: number }>('SELECT next FROM log');
  return row?.next ?? 0;
}

/** Until the line says that all is received: so many as the collector itself has. */
async function received(of = collector): Promise<void> {
  await expect(foot()).toContainText('Receipt verified.', { timeout: PATIENCE_MS });
  await expect(foot()).toContainText(`The collector holds all ${(await held(of)).toLocaleString('en-GB')} entries`);
}

async function rename(name: string): Promise<void> {
  const { stage, page } = practice;
  await stage.room('Settings');
  await page.getByLabel('Name of this station').fill(name);
  await stage.press('Keep this name');
  await expect(page.locator('.foot')).toContainText(`Station ${name}`);
}

test('a code, and six words that both sides compare, let the station in; all that was written is received', async () => {
  const { stage, page } = practice;
  await stage.room('Settings');
  await stage.press('Set one up');
  await page.getByLabel('Address of the collector').fill(network.address);
  await page.getByLabel('Code').fill((await makeCode(collector.collector, null)).toLowerCase());
  await stage.press('Ask the collector');
  await stage.heading('Compare six words').waitFor();

  const { receipts, heads } = collector.collector.keys;
  const theirs = sixWords(collectorFingerprint({ receipts: receipts.key, heads: heads.key }, sha256));
  await expect(page.getByRole('list', { name: 'The collector’s words' }).getByRole('listitem')).toHaveText(theirs);
  await stage.press('They are the same');
  await stage.heading('Waiting to be let in').waitFor();

  const row = await collector.collector.db.one<{ enrol_id: string }>('SELECT enrol_id FROM log');
  await decide(collector.collector, row?.enrol_id ?? '', 'active', null);
  await stage.heading('Collector').waitFor();
  await expect(page.getByText('The collector now receives this log.').first()).toBeVisible();
  await stage.press('I have read this');
  await received();
  expect(await held()).toBeGreaterThan(20);
  await lookAt(practice, 'collector: received');
});

test('the network goes, and nobody waits; it comes back, and the rest arrives by itself', async () => {
  const { stage, page } = practice;
  const before = await held();
  network.cut();
  await rename('Ops room B');
  await expect(foot()).toContainText(/wait for the collector.* since \d\d:\d\d UTC\. Nothing to do\./, { timeout: PATIENCE_MS });
  await expect(page.locator('.foot .care, .foot .bad')).toHaveCount(0);
  await foot().click();
  await stage.heading('Collector').waitFor();
  await expect(page.getByText('Nothing to do. The log is kept here')).toBeVisible();
  expect(await held()).toBe(before);
  network.mode = 'pass';
  await stage.press('Try now');
  await received();
  expect(await held()).toBeGreaterThan(before);
});

test('without a network the log is carried there in a file, and the receipt comes back in another', async () => {
  const { stage, page } = practice;
  network.cut();
  await rename('Ops room C');
  await foot().click();
  const [bundle, receipt] = [join(practice.app.userData, 'log.hsync'), join(practice.app.userData, 'log.hreceipt')];
  await stage.answerSave(bundle);
  await stage.press('Write what waits');
  await expect(page.locator('main').getByText(`are in ${bundle}`)).toBeVisible();
  writeFileSync(receipt, (await importBundle(collector.collector, readFileSync(bundle))).receipt);
  await stage.answerOpen(receipt);
  await stage.press('Open its file');
  await expect(page.locator('main').getByText(`Receipt verified: the collector holds the first ${await held()} entries`)).toBeVisible();
  await stage.press('Open its file');
  await expect(page.locator('main').getByText('This receipt was here already')).toBeVisible();
  await received();
  await stage.room('Log');
  await expect(page.getByText('Nothing waits', { exact: true })).toBeVisible();
  await expect(page.getByText(/was carried back/)).toBeVisible();
});

test('the same log goes to a second collector: by files alone, and over a network once there is one', async () => {
  const { stage, page } = practice;
  const other = await RunningCollector.start();
  try {
    await foot().click();
    await stage.press('Leave it');
    await stage.press('Stop sending');
    await stage.heading('Enrol with a collector').waitFor();
    await expect(page.locator('main').getByText('This log is no longer sent to collector.example/m1')).toBeVisible();

    const request = join(practice.app.userData, 'station.henroll');
    await stage.answerSave(request);
    await stage.press('Write the request');
    await stage.heading('Waiting for the answer').waitFor();
    const words = await page.getByRole('list', { name: 'This station’s words' }).getByRole('listitem').allTextContents();
    expect((await enrolCommand(other.collector, { file: request, answer: null })).text).toContain(words.join(' '));
    const row = await other.collector.db.one<{ enrol_id: string }>('SELECT enrol_id FROM log');
    await decide(other.collector, row?.enrol_id ?? '', 'active', null);
    await enrolCommand(other.collector, { file: request, answer: null });
    await stage.answerOpen(request.replace('.henroll', '.henrolled'));
    await stage.press('Open the answer');
    await stage.heading('Compare six words').waitFor();
    await stage.press('They are the same');
    await stage.heading('Collector').waitFor();
    await expect(foot()).toContainText('Carry them there in a file.');

    const bundle = join(practice.app.userData, 'whole.hsync');
    await stage.answerSave(bundle);
    await stage.press('Write what waits');
    await expect(page.locator('main').getByText(`are in ${bundle}`)).toBeVisible();
    const { receipt } = await importBundle(other.collector, readFileSync(bundle));
    await stage.press('Paste it');
    await page.getByLabel('Text of the receipt').fill(Buffer.from(receipt).toString('utf8'));
    await stage.press('Take this receipt');
    await received(other);

    const carried = await held(other);
    await stage.press('Give it an address');
    await page.getByLabel('Address of the collector').fill(`127.0.0.1:${other.port}`);
    await stage.press('Use this address');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await rename('Ops room D');
    await expect.poll(() => held(other), { timeout: PATIENCE_MS }).toBeGreaterThan(carried);
    await received(other);
  } finally {
    await other.end();
  }
});
