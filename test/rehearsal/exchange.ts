/** The log leaves the station: to a collector that is cut off in the middle of an emergency, and by hand to another. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Stage } from '../harness/app/stage.ts';
import type { Pictures } from './pictures.ts';
import type { Watch } from './watch.ts';

const COLLECTOR = join(import.meta.dirname, '../../dist/collector.js');
/** Its answer to a request that nobody has decided about yet. */
const WAITS = 2;

export class Exchange {
  readonly #stage: Stage;
  readonly #watch: Watch;
  readonly #take: Pictures['take'];
  readonly #takeThere: Pictures['take'];

  constructor(stage: Stage, watch: Watch, here: Pictures, there: Pictures) {
    this.#stage = stage;
    this.#watch = watch;
    this.#take = here.take;
    this.#takeThere = there.take;
  }

  /** Asked by code, compared by words on both sides, let in, and all of it received. */
  async enrol(): Promise<void> {
    const { page } = this.#stage;
    const code = await this.#watch.code();
    await this.#room();
    await this.#take('collector-none');
    await page.getByLabel('Address of the collector').fill(this.#watch.address);
    await page.getByLabel('Code', { exact: true }).fill(code);
    await this.#stage.press('Ask the collector');
    await this.#stage.heading('Compare six words').waitFor();
    await this.#take('collector-compare');
    expect(await this.#words('The collector’s words')).toEqual(this.#watch.words);
    await this.#stage.press('They are the same');
    await this.#stage.heading('Waiting to be let in').waitFor();
    await this.#watch.room('Stations');
    await this.#takeThere('asked');
    await this.#watch.letIn(await this.#words('This station’s words'));
    await this.#stage.press('Ask now');
    await this.#receivedAll();
    await this.#take('collector-received');
    await this.#watch.page.getByText(/^all \d+ entries$/).waitFor();
    await this.#takeThere('stations');
  }

  /** The cable is out. */
  async cutOff(): Promise<void> {
    await this.#watch.cable.pull();
  }

  /** The station says what has to be sent, and why it is not, and keeps nobody waiting. */
  async waits(): Promise<void> {
    await expect(this.#line()).toContainText(/for the collector.*it has not answered since/, { timeout: 60_000 });
  }

  /** What a person at the cut-off station reads. */
  async stillCutOff(): Promise<void> {
    await expect(this.#line()).toContainText('wait for the collector');
    await expect(this.#line()).toContainText('Nothing to do.');
    await this.#room();
    await this.#take('collector-cut-off');
  }

  /** The cable is back: what is urgent arrives before everything else that waited. */
  async alerted(incidents: readonly string[]): Promise<void> {
    const before = await this.#watch.held();
    await this.#watch.cable.putBack();
    await this.#room();
    await this.#stage.press('Try now');
    await expect.poll(async () => (await this.#watch.held()).alerts.length, { timeout: 60_000 }).toBeGreaterThan(before.alerts.length);
    await this.#watch.room('Timeline');
    for (const incident of incidents) await expect(this.#watch.page.locator('.incident', { hasText: incident })).toContainText('EMERGENCY');
    await this.#watch.room('Alerts');
    await expect(this.#watch.page.locator('.alerts li').first()).toContainText('Critical');
    await this.#takeThere('alerts');
    const late = (await this.#watch.held()).alerts.slice(before.alerts.length);
    // Each of them was told before one of the entries that waited with it.
    expect(late.map(({ before: entries }) => entries)).toEqual(late.map(() => before.entries));
  }

  async synced(): Promise<void> {
    await this.#receivedAll();
    expect((await this.#watch.held()).entries).toBeGreaterThanOrEqual(await this.entries());
  }

  /** Something new has arrived, and with it all that is in the log. */
  async receivedMoreThan(entries: number): Promise<void> {
    await expect.poll(() => this.entries(), { timeout: 60_000 }).toBeGreaterThan(entries);
    await this.#receivedAll();
  }

  async receipt(incident: string): Promise<void> {
    await this.#room();
    await expect(this.#stage.page.getByText('Receipt verified.', { exact: false }).first()).toBeVisible();
    await this.#take('collector-receipt');
    await this.#watch.room('Timeline');
    await this.#takeThere('timeline');
    await this.#watch.page.getByRole('button', { name: `What happened ${incident}` }).click();
    await this.#watch.page.locator('.log-line').nth(3).waitFor();
    await this.#takeThere('incident');
  }

  /** The same log goes to a second collector, and its receipt comes back, in files alone. */
  async carry(folder: string): Promise<void> {
    const { page } = this.#stage;
    const there = join(folder, 'second-collector');
    const file = (name: string): string => join(folder, name);
    const entries = await this.entries();
    await this.#room();
    await this.#stage.press('Leave it');
    await this.#stage.press('Stop sending');
    await this.#stage.answerSave(file('station.henroll'));
    await this.#stage.press('Write the request');
    await this.#stage.heading('Waiting for the answer').waitFor();
    await this.#take('collector-carried');
    const stationWords = await this.#words('This station’s words');
    await startOnce(there);
    const asked = run(there, 'enrol', file('station.henroll'));
    expect(asked.exit, asked.said).toBe(WAITS);
    const id = /approve ([A-Z2-7]{26})/.exec(asked.said)?.[1] ?? '';
    execFileSync(process.execPath, [COLLECTOR, 'approve', id, '--words', stationWords.join(' '), '--data', there]);
    const letIn = run(there, 'enrol', file('station.henroll'));
    expect(letIn.exit, letIn.said).toBe(0);
    await this.#stage.answerOpen(file('station.henrolled'));
    await this.#stage.press('Open the answer');
    await this.#stage.heading('Compare six words').waitFor();
    expect(letIn.said).toContain((await this.#words('The collector’s words')).join(' '));
    await this.#stage.press('They are the same');
    await this.#stage.answerSave(file('log.hsync'));
    await this.#stage.press('Write what waits');
    await page
      .getByText(`entries are in ${file('log.hsync')}`)
      .first()
      .waitFor();
    const taken = run(there, 'import', file('log.hsync'), '--receipt', file('log.hreceipt'));
    expect(taken.exit, taken.said).toBe(0);
    const size = Number(/the collector has all (\d+)/.exec(taken.said)?.[1]);
    expect(size).toBeGreaterThan(entries);
    await this.#stage.answerOpen(file('log.hreceipt'));
    await this.#stage.press('Open its file');
    await page.getByText(`Receipt verified: the collector holds the first ${size} entries`).first().waitFor();
    await this.#take('collector-by-hand');
  }

  /** How many the status line says that the collector holds. */
  async entries(): Promise<number> {
    const said = /holds all ([\d,]+) entries/.exec((await this.#line().textContent()) ?? '')?.[1] ?? '';
    return Number(said.replaceAll(',', ''));
  }

  async #room(): Promise<void> {
    await this.#line().click();
    await this.#stage.page.getByRole('heading', { level: 1 }).first().waitFor();
  }

  #line() {
    return this.#stage.page.locator('footer .sync');
  }

  async #receivedAll(): Promise<void> {
    await expect(this.#line()).toContainText(/The collector holds all .*Receipt verified\./, { timeout: 60_000 });
  }

  async #words(title: string): Promise<string[]> {
    return this.#stage.page.getByRole('list', { name: title }).getByRole('listitem').allTextContents();
  }
}

/** The first start makes the keys and the database of a collector; then it ends. */
async function startOnce(data: string): Promise<void> {
  const free = '127.0.0.1:0';
  const child = spawn(process.execPath, [COLLECTOR, 'start', '--data', data, '--listen', free, '--reader', free]);
  let said = '';
  const stop = (text: Buffer): void => {
    said += String(text);
    if (said.includes('Ctrl-C')) child.kill('SIGTERM');
  };
  child.stdout.on('data', stop);
  child.stderr.on('data', stop);
  const [code] = await once(child, 'exit');
  expect(code, said).toBe(0);
}

/** One command of the second collector, which nothing else runs over. */
function run(data: string, ...args: readonly string[]): { readonly exit: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COLLECTOR, ...args, '--data', data], { encoding: 'utf8' });
  return { exit: status, said: `${stdout}${stderr}` };
}
