import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type ConnectOverCDPTransport, chromium } from '@playwright/test';
import type { PipeMessage } from '../../../rescue/protocol.ts';
import type { FromTests, ToTests } from '../../../rescue/test-bridge.ts';
import type { Running, StartOptions } from './running.ts';

const root = join(import.meta.dirname, '../../..');

/** Starts an app in the rescue host; Playwright joins on the host's own pipe. Throws with what it printed if it ends too early. */
export async function startRescue(options: StartOptions): Promise<Running> {
  const child = fork(join(root, 'rescue/boot.ts'), [options.main ?? join(root, 'dist/main.js')], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, ...options.env, HALLIGAN_TEST: '1', HALLIGAN_USER_DATA: options.userData },
  });
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const say = (message: FromTests): void => {
    if (child.connected) child.send(message, () => undefined);
  };
  const ready = new Promise<{ browser: number }>((resolve, reject) => {
    child.on('message', (message: ToTests) => ('ready' in message ? resolve(message.ready) : undefined));
    void exited.then((code) => reject(new Error(`the app ended (${code}) before its window was there:\n${output}`)));
    setTimeout(() => reject(new Error(`the app showed no page in a minute:\n${output}`)), 60_000).unref();
  });
  const transport: ConnectOverCDPTransport = { send: (message) => say({ cdp: message as PipeMessage }), close: () => undefined };
  // Each in a turn of its own: Playwright must have settled a reply before it sees the event that follows.
  child.on('message', (message: ToTests) => {
    if ('cdp' in message) setImmediate(() => transport.onmessage?.(message.cdp));
  });
  child.once('exit', () => transport.onclose?.('the app has ended'));
  const { browser: browserPid } = await ready;
  const browser = await chromium.connectOverCDP(transport, { isLocal: true, noDefaults: true });
  const context = browser.contexts()[0];
  if (context === undefined || child.pid === undefined) throw new Error(`the browser has no context:\n${output}`);
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  let lastRun = 0;
  return {
    kind: 'rescue',
    page,
    userData: options.userData,
    pid: child.pid,
    browserPid,
    exited,
    output: () => output,
    main: (act, arg) => {
      lastRun += 1;
      const id = lastRun;
      return new Promise((resolve, reject) => {
        const hear = (message: ToTests): void => {
          if (!('ran' in message) || message.ran.id !== id) return;
          child.off('message', hear);
          if (message.ran.error !== undefined) reject(new Error(message.ran.error));
          else resolve(message.ran.value as Awaited<ReturnType<typeof act>>); // what `act` returned, over there
        };
        child.on('message', hear);
        void exited.then(() => reject(new Error('the app has ended')));
        say({ run: { id, source: String(act), arg } });
      });
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
      await browser.close().catch(() => undefined);
    },
  };
}
