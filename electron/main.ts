/** Wiring only: the order in which the app is put together. What each part does is in its own file. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createEngine } from '../core/services/engine.ts';
import { FILE_KEY_BOX } from '../core/store/key-box.ts';
import { copyOf } from '../shared/base/bytes.ts';
import { calls } from '../shared/contract/calls.ts';
import { makeAppOrigin } from './host/app-origin.ts';
import { CameraGate, closeSession } from './host/app-session.ts';
import { openAppWindow } from './host/app-window.ts';
import { openAssets } from './host/assets.ts';
import { Border } from './host/border.ts';
import { serveCalls } from './host/call-channel.ts';
import { makeCallServer } from './host/call-server.ts';
import { systemClipboard } from './host/clipboard.ts';
import { systemFiles } from './host/files.ts';
import { guardContents } from './host/guard-contents.ts';
import { hardenApp } from './host/harden-app.ts';
import { describeHost } from './host/host-view.ts';
import { openKeyBox } from './host/key-box.ts';
import { appVersion, beforeQuit, endOnBug, isPackaged, quitApp, takeInstance, whenReady, whereOf } from './host/life-cycle.ts';
import { setMenu } from './host/menu.ts';
import { watchPower } from './host/power.ts';
import { spawnStrongroom } from './host/strongroom.ts';
import { openUserData } from './host/user-data.ts';

const ORIGIN = 'https://halligan.localhost';
const HOME = `${ORIGIN}/`;
const BUILT = import.meta.dirname;
const report = (problem: string): void => console.error(`halligan: ${problem}`);

endOnBug(report);
hardenApp();
const userData = openUserData();
let raise = (): void => {};
if (takeInstance(() => raise())) await start();
else {
  report('Halligan is open already: its window was brought to the front.');
  quitApp();
}

async function start(): Promise<void> {
  await whenReady();
  setMenu();
  const keyBox = (await openKeyBox()) ?? FILE_KEY_BOX;
  const camera = new CameraGate();
  const engine = await createEngine({
    userData,
    appVersion: appVersion(),
    host: describeHost(keyBox.kind),
    keyBox,
    wall: () => Date.now(),
    monotonic: () => performance.now(),
    random: (length) => copyOf(randomBytes(length)),
    spawnStrongroom: () => spawnStrongroom(join(BUILT, 'strongroom.js')),
    clipboard: systemClipboard,
    files: systemFiles,
    camera,
    quit: quitApp,
    report,
  });
  const border = new Border(
    ({ kind, what, more }) => engine.refused(kind, what, more),
    () => performance.now(),
  );
  const assets = openAssets(join(BUILT, 'assets.json'), join(BUILT, 'renderer'));
  closeSession({ origin: ORIGIN, answer: makeAppOrigin(ORIGIN, assets, border), border, camera });
  guardContents(HOME, border);
  const window = openAppWindow({
    home: HOME,
    preload: join(BUILT, 'preload.cjs'),
    isPackaged: isPackaged(),
    onPageGone: () => engine.seal('crash'),
  });
  raise = window.raise;
  const onBug = (name: string, error: unknown): void => report(`${name}: ${whereOf(error)}`);
  serveCalls(window, makeCallServer({ table: calls, handlers: engine.handlers, origin: ORIGIN, border, onBug }), border);
  engine.onView((view) => window.send('view', view));
  watchPower((sign) => engine.seal(sign));
  beforeQuit(async () => engine.stop());
}
