/**
 * A small app on the whole of electron/host, so that its doors can be attacked one by one. It is composed as electron/main.ts
 * is, and built by test/harness/app/build-sample.ts into a folder of its own.
 */
import { join } from 'node:path';
import type { StrongroomPort } from '../../../core/session/strongroom-client.ts';
import { makeAppOrigin } from '../../../electron/host/app-origin.ts';
import { CameraGate, closeSession } from '../../../electron/host/app-session.ts';
import { openAppWindow } from '../../../electron/host/app-window.ts';
import { openAssets } from '../../../electron/host/assets.ts';
import { Border, type BorderRefusal } from '../../../electron/host/border.ts';
import { serveCalls } from '../../../electron/host/call-channel.ts';
import { makeCallServer } from '../../../electron/host/call-server.ts';
import { systemClipboard } from '../../../electron/host/clipboard.ts';
import { systemFiles } from '../../../electron/host/files.ts';
import { guardContents } from '../../../electron/host/guard-contents.ts';
import { hardenApp } from '../../../electron/host/harden-app.ts';
import { describeHost } from '../../../electron/host/host-view.ts';
import { openKeyBox } from '../../../electron/host/key-box.ts';
import { beforeQuit, endOnBug, isPackaged, quitApp, takeInstance, whenReady } from '../../../electron/host/life-cycle.ts';
import { setMenu } from '../../../electron/host/menu.ts';
import { watchPower } from '../../../electron/host/power.ts';
import { spawnStrongroom } from '../../../electron/host/strongroom.ts';
import { openUserData } from '../../../electron/host/user-data.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import type { HandlersOf } from '../../../shared/contract/call.ts';
import type { View } from '../../../shared/contract/view.ts';
import { sampleCalls } from './calls.ts';

const ORIGIN = 'https://halligan.localhost';
const HOME = `${ORIGIN}/`;
const say = (line: string): void => console.log(`main: ${line}`);

endOnBug((problem) => say(problem));
hardenApp();
openUserData();
if (takeInstance(() => say('second instance'))) await start();
else {
  say('already open');
  quitApp();
}

async function start(): Promise<void> {
  await whenReady();
  setMenu();
  const refusals: BorderRefusal[] = [];
  const border = new Border(
    (refused) => {
      refusals.push(refused);
      say(`refused ${refused.kind} ${refused.what}`);
    },
    () => performance.now(),
  );
  const camera = new CameraGate();
  const built = import.meta.dirname;
  const assets = openAssets(join(built, 'assets.json'), join(built, 'page'));
  closeSession({ origin: ORIGIN, answer: makeAppOrigin(ORIGIN, assets, border), border, camera });
  guardContents(HOME, border);
  const window = openAppWindow({
    home: HOME,
    preload: join(built, 'preload.cjs'),
    isPackaged: isPackaged(),
    onPageGone: () => say('page gone'),
  });
  const child = childOf(spawnStrongroom);
  const handlers: HandlersOf<typeof sampleCalls> = {
    'sample.echo': ({ value }) => ({ value }),
    'sample.add': ({ a, b }) => ({ sum: a + b }),
    'sample.refuse': () => {
      throw new AppError('vault.not_found', 'there is none', { detail: { path: '/nowhere' } });
    },
    'sample.bug': () => {
      throw new TypeError('hunter2 is not a function');
    },
    'sample.lie': () => ({ truth: JSON.parse('"hunter2"') }),
    'sample.refusals': () => ({ refusals }),
    'sample.camera': ({ gate }) => {
      camera[gate]();
      return {};
    },
    'sample.copy': async ({ text }) => {
      await systemClipboard.write(text);
      return {};
    },
    'sample.clear': async ({ text }) => {
      await systemClipboard.clear(text);
      return {};
    },
    'sample.pick': async ({ what }) => {
      if (what === 'open') return { path: await systemFiles.pickOpen('csv') };
      return { path: what === 'save' ? await systemFiles.pickSave('key.pem') : await systemFiles.pickFolder('export') };
    },
    'sample.child': ({ value }) => child.ask(value),
    'sample.endChild': () => {
      child.end();
      return {};
    },
    'sample.host': async () => {
      const box = await openKeyBox();
      const { kind, name } = describeHost(box?.kind ?? 'file');
      return { kind, name, keyBox: box !== null };
    },
    'sample.say': ({ text }) => {
      window.send('view', { text } as unknown as View); // any value will do: the page of this app shows text
      return {};
    },
  };
  const onBug = (call: string): void => say(`bug in ${call}`);
  serveCalls(window, makeCallServer({ table: sampleCalls, handlers, origin: ORIGIN, border, onBug }), border);
  watchPower((sign) => say(`seal: ${sign}`));
  beforeQuit(async () => say('closed in order'));
}

/** The echo child, started when first asked. */
function childOf(spawn: (module: string) => StrongroomPort): {
  ask(value: unknown): Promise<{ pid: number; value: unknown }>;
  end(): void;
} {
  let port: StrongroomPort | null = null;
  let hear: ((value: unknown) => void) | null = null;
  return {
    ask(value) {
      if (port === null) {
        port = spawn(join(import.meta.dirname, 'echo-child.js'));
        port.onMessage((message) => hear?.(message));
        port.onExit(() => {
          say('child gone');
          port = null;
          hear?.('gone');
        });
      }
      const asked = port;
      return new Promise((resolve) => {
        hear = (answer) => resolve({ pid: asked.pid ?? 0, value: answer });
        asked.send(value);
      });
    },
    end: () => port?.kill(),
  };
}
