import { defineConfig } from '@playwright/test';

// Each worker reads this file too, and takes the screen that was opened for it (build/displays-for.ts).
const screens = (process.env['HALLIGAN_DISPLAYS'] ?? '').split(' ');
const screen = screens[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)];
if (screen !== undefined && screen !== '') process.env['DISPLAY'] = screen;

/** The end-to-end tests. Each starts its own app in a fresh folder (test/harness/app/app.ts): Electron where its binary is, else the rescue host. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  // What fails twice has failed. What holds at the second run is named in the output: real windows on a shared machine stall.
  retries: 1,
  timeout: 120_000,
  globalTimeout: 32 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
