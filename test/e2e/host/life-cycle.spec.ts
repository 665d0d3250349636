import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startSample, test } from '../../harness/app/app.ts';
import { ask } from '../../harness/app/ask-page.ts';
import { buildSample } from '../../harness/app/build-sample.ts';
import type { Running } from '../../harness/app/running.ts';
import { kill, processTree, processWith, waitForEnd } from '../../harness/base/process-tree.ts';

const root = join(import.meta.dirname, '../../..');
const PRIVATE = process.env['XDG_RUNTIME_DIR'] ?? '/dev/shm';

/** The private folders that this app's process has made and not removed. */
function leftBy(app: Running): string[] {
  return readdirSync(PRIVATE).filter((name) => name.startsWith(`halligan-rescue-${app.pid}-`));
}

async function childPid(app: Running): Promise<number> {
  return (await ask(app.page, 'sample.child', { value: 'hello' })).pid;
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} closes in order and leaves nothing`, async ({ userData }) => {
    const app = await startSample(userData);
    const child = await childPid(app);
    const pids = [...processTree(app.pid), child];
    process.kill(app.pid, signal);
    expect(await app.exited).toBe(0);
    expect(app.output()).toContain('closed in order');
    expect(await waitForEnd(pids)).toEqual([]);
    expect(leftBy(app)).toEqual([]);
  });
}

test('closing the window closes the app in order', async ({ userData }) => {
  const app = await startSample(userData);
  const pids = processTree(app.pid);
  await app.page.close();
  expect(await app.exited).toBe(0);
  expect(app.output()).toContain('closed in order');
  expect(await waitForEnd(pids)).toEqual([]);
  expect(leftBy(app)).toEqual([]);
});

test('the browser killed: the app closes in order', async ({ userData }) => {
  const app = await startSample(userData);
  test.skip(app.kind === 'electron', 'Electron’s browser is its main process: see the next test');
  const pids = [...processTree(app.pid), await childPid(app)];
  kill(app.browserPid);
  expect(await app.exited).toBe(0);
  expect(app.output()).toContain('closed in order');
  expect(await waitForEnd(pids)).toEqual([]);
  expect(leftBy(app)).toEqual([]);
});

test('main killed: browser and strongroom end by themselves, and the next start sweeps up', async ({ userData }) => {
  const app = await startSample(userData);
  const pids = [...processTree(app.pid), await childPid(app)];
  kill(app.pid);
  await app.exited;
  expect(await waitForEnd(pids)).toEqual([]);
  const again = await startSample(userData);
  expect(leftBy(app)).toEqual([]);
  await again.close();
  expect(leftBy(again)).toEqual([]);
});

test('everything killed at once: the next start is clean', async ({ userData }) => {
  const app = await startSample(userData);
  const pids = [...processTree(app.pid), await childPid(app)];
  for (const pid of pids) kill(pid);
  await app.exited;
  expect(await waitForEnd(pids)).toEqual([]);
  const again = await startSample(userData);
  expect(await ask(again.page, 'sample.add', { a: 1, b: 1 })).toEqual({ sum: 2 });
  await again.close();
});

test('a folder that only looks left behind is not swept: its process lives', async ({ userData }) => {
  const living = join(PRIVATE, `halligan-rescue-${process.pid}-living`);
  mkdirSync(living, { mode: 0o700 });
  const app = await startSample(userData);
  expect(existsSync(living)).toBe(true);
  await app.close();
  const { rmSync } = await import('node:fs');
  rmSync(living, { recursive: true });
});

test('the page’s process killed: main hears of it, and the page comes back', async ({ userData }) => {
  const app = await startSample(userData);
  kill(processWith(processTree(app.pid), '--type=renderer'));
  await expect.poll(() => app.output()).toContain('page gone');
  expect(await app.main(() => 'main lives', null)).toBe('main lives');
  await app.close();
  expect(leftBy(app)).toEqual([]);
});

test('a second instance says so, brings the first forward, and ends', async ({ userData }) => {
  const app = await startSample(userData);
  test.skip(app.kind === 'electron', 'starts the rescue host a second time by hand');
  const second = spawn(process.execPath, [join(root, 'rescue/boot.ts'), await buildSample()], {
    env: { ...process.env, HALLIGAN_USER_DATA: userData },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  second.stdout.on('data', (text) => (said += text));
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  expect(said).toContain('already open');
  await expect.poll(() => app.output()).toContain('second instance');
  await app.close();
});

for (const [name, browser, words] of [
  ['no browser', '/nonexistent/browser', 'HALLIGAN_BROWSER'],
  ['a browser that ends at once', '/bin/false', 'HALLIGAN_BROWSER_LOG=1'],
] as const) {
  test(`${name}: one sentence with the fix, and exit code 1`, async ({ userData }) => {
    const app = spawn(process.execPath, [join(root, 'rescue/boot.ts'), join(root, 'dist/main.js')], {
      env: { ...process.env, HALLIGAN_USER_DATA: userData, HALLIGAN_BROWSER: browser },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 60_000,
    });
    let said = '';
    app.stderr.on('data', (text) => (said += text));
    expect(await new Promise((resolve) => app.once('exit', resolve))).toBe(1);
    expect(said).toContain(words);
  });
}
