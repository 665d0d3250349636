/** One fixture for both hosts: a spec does not know on which it runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { buildSample } from './build-sample.ts';
import type { Running, StartOptions } from './running.ts';
import { electronBinary, startElectron } from './start-electron.ts';
import { startRescue } from './start-rescue.ts';

/** Starts the app on Electron where its binary is, else on the rescue host; `HALLIGAN_HOST` (`electron`, `rescue`) decides otherwise. */
export async function startApp(options: StartOptions): Promise<Running> {
  const host = process.env['HALLIGAN_HOST'];
  const binary = host === 'rescue' ? null : electronBinary();
  if (binary !== null) return startElectron(binary, options);
  if (host === 'electron') throw new Error('HALLIGAN_HOST=electron, but its binary is not there: npx install-electron');
  return startRescue(options);
}

/** Starts the sample app (test/harness/sample-app) and waits for its page. */
export async function startSample(userData: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const app = await startApp({ userData, main: await buildSample(), env });
  await app.page.getByRole('status').getByText('ready').waitFor();
  return app;
}

/** A fresh folder for one test. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'halligan-test-'));
}

interface Fixtures {
  readonly userData: string;
  /** The app as it is built (dist/). */
  readonly app: Running;
  readonly sample: Running;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
  userData: async ({}, use) => {
    const folder = freshFolder();
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  app: async ({ userData }, use, info) => {
    const app = await startApp({ userData });
    info.annotations.push({ type: 'host', description: app.kind });
    await use(app);
    await app.close();
  },
  sample: async ({ userData }, use, info) => {
    const app = await startSample(userData);
    info.annotations.push({ type: 'host', description: app.kind });
    await use(app);
    await app.close();
  },
});
