/**
 * The whole story, unattended, in real windows with simulated security keys: `npm run rehearse -- --out DIR`. The collector
 * that receives it runs here, and is watched in a browser of its own. Leaves `shots/`, `shots/collector/`, `log/`, the vault file and `summary.json`. Exit code 1 and a named step when anything fails.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { expect } from '@playwright/test';
import { startApp } from '../harness/app/app.ts';
import type { Running } from '../harness/app/running.ts';
import { Stage } from '../harness/app/stage.ts';
import { BY_HAND, COMPARTMENTS, csv, PEOPLE, REGISTRAR_PASSWORD, ROUTER_PASSWORD, VAULT } from './cast.ts';
import { Exchange } from './exchange.ts';
import { Pictures } from './pictures.ts';
import { Summary } from './summary.ts';
import { Watch } from './watch.ts';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out === undefined) {
  console.error('Say where it leaves its pictures and its log: npm run rehearse -- --out DIR');
  process.exit(1);
}
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
for (const old of ['shots', 'log', 'summary.json']) rmSync(join(out, old), { recursive: true, force: true });
const summary = new Summary(join(out, 'summary.json'));
const userData = mkdtempSync(join(tmpdir(), 'halligan-rehearsal-'));
let app: Running | null = null;
let watch = null as Watch | null;
try {
  app = await rehearse();
  summary.write(true);
  console.log(`The rehearsal ended well on ${summary.host}: ${out}`);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : String(error));
  if (app !== null) console.error(app.output());
} finally {
  await app?.close().catch(() => undefined);
  await watch?.end().catch(() => undefined);
  rmSync(userData, { recursive: true, force: true });
}

async function rehearse(): Promise<Running> {
  const running = await summary.step('started', () => startApp({ userData }));
  app = running;
  summary.host = running.kind;
  const { page } = running;
  page.setDefaultTimeout(60_000);
  const stage = await Stage.of(running);
  const pictures = new Pictures(page, join(out, 'shots'));
  try {
    await tell(stage, pictures, running);
  } catch (error) {
    await pictures.take('failed').catch(() => undefined);
    throw error;
  }
  return running;
}

async function tell(stage: Stage, pictures: Pictures, running: Running): Promise<void> {
  const { take } = pictures;
  const { page } = stage;
  await summary.step('shares-proven', () => stage.found(VAULT, PEOPLE, COMPARTMENTS, take));
  await summary.step('founded', async () => {
    await stage.rehearse('Jonas Weber');
    await stage.gather(['Ito Kenji', 'Sam Rivera', 'Priya Nair'], take, 'rehearsal');
    await stage.look('Decoy note');
    await stage.reveal('Text');
    await take('rehearsal-open');
    await stage.sealNow();
    await stage.heading(new RegExp(`${VAULT} is founded`)).waitFor();
    await take('founding-done');
    await stage.press('Open the board');
    await stage.heading('SEALED').waitFor();
    await take('board');
  });

  await summary.step('deposited', async () => {
    await stage.room('Directory');
    await take('desk-sit-down');
    await stage.sitDown('Mara Lindqvist');
    await take('directory-empty');
    for (const [i, deposit] of BY_HAND.entries()) {
      await stage.deposit(deposit);
      if (i === 0) await take('deposit-login');
      if (i === 3) await take('deposit-x509');
      await stage.store();
    }
    const file = join(userData, 'network-plan.txt');
    writeFileSync(file, 'core-rtr-1 — core-rtr-2\n'.repeat(5000));
    await stage.depositFile({ compartment: 'Network', title: 'Network plan', system: 'Core routers' }, file);
    await take('deposit-file');
    await stage.store();
    const table = join(userData, 'export.csv');
    writeFileSync(table, csv());
    await stage.importCsv(table, take);
    await expect(page.getByText('40 credentials').first()).toBeVisible();
    await take('directory');
    await stage.room('Playbooks');
    await take('playbooks');
    await stage.room('Directory');
    await stage.press('Leave the desk');
  });

  await summary.step('sealed', async () => {
    await stage.room('Board');
    await stage.heading('SEALED').waitFor();
    for (const [room, name] of [
      ['Members', 'members'],
      ['Reports', 'reports'],
      ['Settings', 'settings'],
    ] as const) {
      await stage.room(room);
      await take(name);
    }
    await stage.room('Board');
  });

  const exchange = await summary.step('enrolled', async () => {
    watch = await Watch.begin(join(userData, 'collector'), 'Ines Costa');
    const made = new Exchange(stage, watch, pictures, new Pictures(watch.page, join(out, 'shots/collector')));
    await made.enrol();
    await stage.room('Board');
    return made;
  });

  await summary.step('declared', async () => {
    await stage.declare({
      kind: 'emergency',
      incident: 'INC-4471',
      operator: 'Jonas Weber',
      scope: ['Network'],
      minutes: 60,
      reason: 'Every sign-in is refused since the certificate change at 01:50. Nobody can log in to the core routers.',
    });
    await take('declare');
    await stage.send('emergency');
    await stage.heading('GATHERING').waitFor();
    await take('gathering');
  });

  await summary.step('cut-off', async () => {
    await exchange.cutOff();
    await stage.deny('Priya Nair', 'I have not reached Jonas by phone.');
    await exchange.waits();
    await take('gathering-denied');
  });

  await summary.step('opened', async () => {
    await stage.gather(['Mara Lindqvist', 'Ito Kenji', 'Lena Okafor'], take, 'emergency');
    await stage.heading('OPEN').waitFor();
    await take('open');
  });

  await summary.step('revealed', async () => {
    await stage.look('Administrator', 'Core routers');
    await stage.reveal('Password');
    await expect(page.getByText(ROUTER_PASSWORD)).toBeVisible();
    await take('open-revealed');
    await stage.large('Password');
    await take('read-large');
    await stage.back();
    await stage.look('Account owner', 'DNS registrar');
    await stage.reveal('Password');
    await expect(page.getByText(REGISTRAR_PASSWORD)).toBeVisible();
    await stage.look('One-time code', 'Core routers');
    await stage.press('Show the code');
    await take('open-code');
  });

  await summary.step('copied', async () => {
    await stage.look('Administrator', 'Core routers');
    await stage.copy('User name');
    await stage.reveal('Password');
    await stage.copy('Password');
    await expect.poll(() => running.main(({ clipboard }) => clipboard.readText(), null)).toBe(ROUTER_PASSWORD);
    await take('open-copied');
  });

  await summary.step('resealed', async () => {
    await stage.sealNow();
    await stage.heading('SEALED, NOT CLOSED').waitFor();
    await expect.poll(() => running.main(({ clipboard }) => clipboard.readText(), null)).toBe('');
    await take('closing');
    await stage.room('Board');
    await take('board-unclosed');
  });

  await summary.step('reopened', async () => {
    await stage.declare({
      kind: 'emergency',
      incident: 'INC-4472',
      operator: 'Jonas Weber',
      scope: ['Identity'],
      minutes: 30,
      reason: 'The identity provider refuses its own administrators.',
    });
    await stage.send('emergency');
    await stage.gather(['Sam Rivera', 'Lena Okafor', 'Priya Nair'], async () => {}, 'again');
    await stage.heading('OPEN').waitFor();
    await stage.look('Recovery codes', 'Cloud');
    await stage.reveal('Recovery codes');
    await take('open-nested');
    await stage.sealNow();
    await stage.room('Board');
  });

  await summary.step('drilled', async () => {
    await stage.declare({
      kind: 'drill',
      incident: 'DRILL-19',
      operator: 'Jonas Weber',
      scope: ['Network'],
      minutes: 15,
      reason: 'Routers without sign-in, the yearly rehearsal.',
    });
    await take('drill-declare');
    await stage.send('drill');
    await stage.heading('DRILL: GATHERING').waitFor();
    await stage.gather(['Mara Lindqvist', 'Sam Rivera', 'Ito Kenji'], take, 'drill');
    await stage.heading('DRILL: OPEN').waitFor();
    await stage.look('Decoy administrator');
    await stage.reveal('Password');
    await take('drill-open');
    await stage.sealNow();
    await take('drill-closing');
    await stage.room('Reports');
    await take('reports-after');
    await exchange.stillCutOff();
  });

  await summary.step('alerted', () => exchange.alerted(['INC-4471', 'INC-4472']));
  await summary.step('synced', () => exchange.synced());
  await summary.step('receipt', () => exchange.receipt('INC-4471'));

  await summary.step('verified', async () => {
    await stage.room('Log');
    const before = await exchange.entries();
    await stage.press(/^Verify/);
    await expect(page.getByText('Nothing changed, cut or forked').first()).toBeVisible();
    await take('log');
    // The verification is an entry of its own, and is received like any other: what follows it is of the export alone.
    await exchange.receivedMoreThan(before);
    const chosen = mkdtempSync(join(userData, 'export-'));
    await stage.answerFolder(chosen);
    await stage.press('Export the evidence');
    await expect.poll(() => readdirSync(chosen).length).toBeGreaterThan(0);
    const [folder] = readdirSync(chosen);
    await expect.poll(() => existsSync(join(chosen, folder ?? '', 'README.txt'))).toBe(true);
    cpSync(join(chosen, folder ?? ''), join(out, 'log'), { recursive: true });
    summary.entries = readFileSync(join(out, 'log/events.jsonl'), 'utf8').split('\n').length - 1;
    // Outside the app; it exits with 0 only when all is proven.
    const verify = (...more: string[]): string =>
      execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'verify', join(out, 'log'), ...more], { encoding: 'utf8' });
    expect(verify()).toContain(`PROVEN: all ${summary.entries} entries`);
    const received = verify('--policy', join(out, 'log/policy'));
    expect(received).toContain(`PROVEN: all ${summary.entries} entries`);
    expect(received).toMatch(/Complete until: .*by receipt of collector/);
    expect(readFileSync(join(out, 'log/verifier.html'), 'utf8')).toBe(readFileSync(join(root, 'dist/verifier.html'), 'utf8'));
  });
  await summary.step('carried', () => exchange.carry(mkdtempSync(join(userData, 'carried-'))));
  await watch?.end();
  watch = null;
  await running.close();
  const vaults = join(userData, 'vaults');
  const [name] = readdirSync(vaults).filter((one) => one.endsWith('.halligan'));
  copyFileSync(join(vaults, name ?? ''), join(out, `${VAULT}.halligan`));
}
