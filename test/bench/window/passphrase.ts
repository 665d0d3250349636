import { expect } from '@playwright/test';
import type { Running } from '../../harness/app/running.ts';
import { type Person, Stage } from '../../harness/app/stage.ts';
import { type FrameRound, framesWhile, idleFrames, p95 } from './frames.ts';

const PATIENCE_MS = 120_000;
const PASSPHRASE = 'a passphrase of the bench';
const PEOPLE: readonly Person[] = [
  { name: 'Mara', roles: ['Custodian', 'Steward'] },
  { name: 'Ito', roles: ['Custodian', 'Operator'] },
  { name: 'Sam', roles: ['Custodian', 'Auditor'] },
  { name: 'Lena', roles: ['Custodian'] },
  { name: 'Priya', roles: ['Custodian'] },
];

export interface PassphraseFrames {
  /** Of each key, from the passphrase to the registered key. */
  readonly frames: readonly FrameRound[];
  /** Of each key: how long that took, Argon2id and the last touch in it. */
  readonly tookMs: readonly number[];
}

/** Begins a founding with passphrases in an app that stands at its doors, and registers `keys` keys: each makes the strongroom run Argon2id. */
export async function framesWhileArgon2(app: Running, keys: number): Promise<PassphraseFrames> {
  const { page } = app;
  page.setDefaultTimeout(PATIENCE_MS);
  const stage = await Stage.of(app);
  await page.getByLabel('Name of the vault').fill('Bench');
  await stage.press('Begin the founding');
  await stage.heading('What is it called?').waitFor();
  await page.getByRole('checkbox', { name: /^Every security key also needs a passphrase/ }).check({ force: true });
  await stage.press('Go on');
  await stage.members(PEOPLE);
  await stage.press('Go on');
  const frames: FrameRound[] = [];
  const tookMs: number[] = [];
  const all = PEOPLE.flatMap(({ name }) => ['1', '2'].map((label) => ({ name, label })));
  for (const { name, label } of all.slice(0, keys)) {
    await stage.keys.present(await stage.key(name, label));
    const people = page.getByRole('region', { name: 'People' });
    await people
      .getByRole('button', { name: label === '1' ? `Register key 1 of ${name}` : `Register the spare of ${name}, key 2` })
      .click();
    await page.getByLabel('Choose a passphrase').fill(PASSPHRASE);
    await page.getByLabel('The same once more').fill(PASSPHRASE);
    const done = page.getByText(`Key ${label} of ${name} is registered`, { exact: false }).first();
    const idleMs = await idleFrames(page);
    const start = performance.now();
    const drawn = await framesWhile(page, async () => {
      await page.keyboard.press('Enter');
      await expect(done).toBeVisible({ timeout: PATIENCE_MS });
    });
    tookMs.push(performance.now() - start);
    frames.push({ idleMs, busyMs: p95(drawn) });
    await stage.keys.present(null);
  }
  return { frames, tookMs };
}
