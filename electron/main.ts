/** Wiring only: the order in which the app is put together. What each part does is in its own file. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Engine } from '../core/engine/engine.ts';
import { createEngine } from '../core/engine/wiring.ts';
import { RP_ORIGIN } from '../core/keys/relying-party.ts';
import { FILE_KEY_BOX } from '../core/store/station/key-box.ts';
import { calls } from '../shared/contract/calls.ts';
import { makeAppOrigin } from './host/app-origin.ts';
import { CameraGate, closeSession } from './host/app-session.ts';
import { type AppWindow, openAppWindow } from './host/app-window.ts';
import { openAssets } from './host/assets.ts';
import { Border } from './host/border.ts';
import { serveCalls } from './host/call-channel.ts';
import { makeCallServer } from './host/call-server.ts';
import { clipboardSettled, systemClipboard } from './host/clipboard.ts';
import { failStart } from './host/fail-start.ts';
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
import { verifierPage } from './host/verifier-page.ts';

const HOME = `${RP_ORIGIN}/`;
const built = import.meta.dirname;
const monotonic = (): number => performance.now();
const report = (problem: string): void => void process.stderr.write(`Halligan: ${problem}\n`);
let window: AppWindow | null = null;

endOnBug(report);
hardenApp();
const userData = openUserData();
if (takeInstance(() => window?.raise())) {
  // Not awaited: Electron is ready only after this module has run to its end.
  whenReady()
    .then(start)
    .catch((error: unknown) => {
      report(whereOf(error));
      failStart(error, userData);
    });
} else {
  report('it is open already. Its window was brought to the front.');
  quitApp();
}

async function start(): Promise<void> {
  setMenu();
  const camera = new CameraGate();
  const starting = startEngine(camera);
  const border = new Border(({ kind, what, more }) => void starting.then((engine) => engine.refused(kind, what, more)), monotonic);
  const assets = openAssets(join(built, 'assets.json'), join(built, 'renderer'));
  closeSession({ origin: RP_ORIGIN, answer: makeAppOrigin(RP_ORIGIN, assets, border), border, camera });
  guardContents(HOME, border);

  // The window opens while the engine starts: the page's first call waits for it.
  const answering = starting.then(({ handlers }) =>
    makeCallServer({
      table: calls,
      handlers,
      origin: RP_ORIGIN,
      border,
      onBug: (call, error) => report(`bug in ${call}: ${whereOf(error)}`),
    }),
  );
  answering.catch(() => undefined); // reported once, where the start is awaited
  const opened = openAppWindow({
    home: HOME,
    preload: join(built, 'preload.cjs'),
    isPackaged: isPackaged(),
    onPageGone: () => void starting.then((engine) => engine.seal('crash')),
  });
  window = opened;
  serveCalls(opened, async (sender, name, input) => (await answering)(sender, name, input), border);

  const engine = await starting;
  engine.onView((view) => opened.send('view', view));
  watchPower((sign) => engine.seal(sign));
  beforeQuit(async () => {
    engine.stop();
    await clipboardSettled();
  });
}

async function startEngine(camera: CameraGate): Promise<Engine> {
  const keyBox = (await openKeyBox()) ?? FILE_KEY_BOX;
  return createEngine({
    userData,
    appVersion: appVersion(),
    host: describeHost(keyBox.kind),
    keyBox,
    wall: Date.now,
    monotonic,
    random: (length) => new Uint8Array(randomBytes(length)),
    spawnStrongroom: () => spawnStrongroom(join(built, 'strongroom.js')),
    clipboard: systemClipboard,
    files: systemFiles,
    camera,
    verifierPage: () => verifierPage(built),
    quit: quitApp,
    report,
  });
}
