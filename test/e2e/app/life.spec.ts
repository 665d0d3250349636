/** However an open window ends, it is sealed, the record says how, and it verifies. */
import { execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { shell } from '../../../renderer/words/en/shell.ts';
import type { View } from '../../../shared/contract/view.ts';
import { freshFolder } from '../../harness/app/app.ts';
import { kill, networkSockets, processTree, processWith, waitForEnd } from '../../harness/base/process-tree.ts';
import { noteHost, PATIENCE_MS, Practice } from './practice.ts';

const root = join(import.meta.dirname, '../../..');
type SealedHow = View['closing'][number]['sealedHow'];

test.describe.configure({ mode: 'serial', timeout: 4 * PATIENCE_MS });

/** One folder, one vault: each test finds what the one before it left. */
let userData = '';
let practice: Practice;
let uses = 0;
test.beforeAll(async () => {
  userData = freshFolder();
  practice = await Practice.start(userData);
});
test.afterAll(async () => {
  await practice.app.close();
  rmSync(userData, { recursive: true, force: true });
});
test.beforeEach(() => noteHost(practice.app));

/** Opens the window, and gives the incident by which it is found again. */
async function openWindow(): Promise<string> {
  uses += 1;
  const incident = `INC-${uses}`;
  await practice.stage.room('Board');
  await practice.open('emergency', incident);
  await practice.stage.look('Administrator', 'Core routers');
  await practice.stage.reveal('Password');
  return incident;
}

async function expectSealed(incident: string, how: SealedHow): Promise<void> {
  const { window, closing } = await practice.view();
  expect(window).toBeNull();
  expect(closing.find((one) => one.incident === incident)).toMatchObject({ sealedHow: how });
}

/** The file, as someone without the app would check it. Throws unless it is proven. */
function verifyFile(path: string): string {
  return execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'verify', path], { encoding: 'utf8' });
}

test('no process has a network socket while the window is open', async () => {
  const incident = await openWindow();
  const pids = processTree(practice.app.pid);
  expect(pids).toContain(processWith(pids, 'strongroom.js'));
  expect(networkSockets(pids)).toEqual([]);
  await practice.seal();
  await expectSealed(incident, 'person');
});

test('a second start brings the first forward, and its window stays open', async () => {
  test.skip(practice.app.kind === 'electron', 'starts the rescue host a second time by hand');
  await openWindow();
  const second = spawn(process.execPath, [join(root, 'rescue/boot.ts'), join(root, 'dist/main.js')], {
    env: { ...process.env, HALLIGAN_USER_DATA: userData },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [second.stdout, second.stderr]) stream.on('data', (text) => (said += text));
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  expect(said).toContain('open already');
  expect((await practice.view()).window).not.toBeNull();
  await practice.seal();
});

for (const [event, how] of [
  ['lock-screen', 'screen-lock'],
  ['suspend', 'sleep'],
  ['shutdown', 'quit'],
] as const) {
  test(`the system says ${event}: it seals, and the process with the secrets ends`, async () => {
    const incident = await openWindow();
    const strongroom = processWith(processTree(practice.app.pid), 'strongroom.js');
    await practice.app.main(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
    await practice.stage.heading(/SEALED/).waitFor();
    expect(await waitForEnd([strongroom])).toEqual([]);
    await expectSealed(incident, how);
  });
}

test('the strongroom killed: the window is sealed at once, and the app goes on', async () => {
  const incident = await openWindow();
  kill(processWith(processTree(practice.app.pid), 'strongroom.js'));
  await practice.stage.heading(/SEALED/).waitFor();
  await expectSealed(incident, 'strongroom-gone');
  expect((await practice.view()).vault).not.toBeNull();
});

interface End {
  readonly name: string;
  readonly how: SealedHow;
  readonly act: () => void | Promise<void>;
}

const ENDS: readonly End[] = [
  { name: 'the app is quit', how: 'quit', act: async () => void practice.refusal('app.quit', {}).catch(() => null) },
  { name: 'the window is closed', how: 'quit', act: async () => practice.page.close() },
  { name: 'SIGTERM', how: 'quit', act: () => void process.kill(practice.app.pid, 'SIGTERM') },
  { name: 'main is killed', how: 'crash', act: () => kill(practice.app.pid) },
  { name: 'the browser is killed', how: 'quit', act: () => kill(practice.app.browserPid) },
];

for (const { name, how, act } of ENDS) {
  test(`${name} while a window is open: the next start finds it sealed`, async () => {
    test.skip(practice.app.kind === 'electron' && name === 'the browser is killed', 'Electron’s browser is its main process');
    const incident = await openWindow();
    const { path } = (await practice.view()).vault ?? { path: '' };
    const pids = processTree(practice.app.pid);
    await act();
    await practice.app.exited;
    expect(await waitForEnd(pids)).toEqual([]);
    expect(verifyFile(path)).toContain('PROVEN');

    practice = await Practice.start(userData);
    await expectSealed(incident, how);
    if (how === 'crash') await expect(practice.page.getByRole('main').getByText(shell.notice['ended-by-restart'])).toBeVisible();
    expect(await practice.value('log.verify', {})).toMatchObject({ verdict: 'proven', firstBad: null });
  });
}
