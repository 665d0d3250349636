import { EventEmitter } from 'node:events';
import { appPath, manifestVersion } from './app-paths.ts';
import { browserVersion } from './browser-version.ts';
import { findBrowser } from './find-browser.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import type { Browser } from './launch-browser.ts';
import { preventable } from './preventable.ts';

type AppSubset = Pick<
  Electron.App,
  | 'commandLine'
  | 'enableSandbox'
  | 'exit'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'on'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'userAgentFallback'
  | 'whenReady'
>;

const events = new EventEmitter();
const paths = new Map<string, string>();
let userAgent = '';
let lock: InstanceLock | null = null;
let browser: Browser | null = null;
let quitting = false;

/** The switches that the app asked for; its browser gets them. */
export const switches = new Map<string, string>();

/** The one browser of this run has started: the app's end is now its end too. */
export function browserStarted(started: Browser): void {
  browser = started;
}

/** A window has its page: the app may guard it before anything loads. */
export function contentsCreated(page: object): void {
  events.emit('web-contents-created', preventable({}), page);
}

/** The last window has gone. */
export function allWindowsClosed(): void {
  if (quitting) return;
  if (events.listenerCount('window-all-closed') > 0) events.emit('window-all-closed');
  else quit();
}

export function isQuitting(): boolean {
  return quitting;
}

/** Ends without asking anyone, after the browser has closed. */
export async function exitApp(code: number): Promise<never> {
  quitting = true;
  await browser?.stop();
  await lock?.told;
  lock?.release();
  process.exit(code);
}

function quit(): void {
  if (quitting) return;
  quitting = true;
  const event = preventable({});
  events.emit('before-quit', event);
  if (!event.defaultPrevented) events.emit('will-quit', event);
  if (event.defaultPrevented) quitting = false;
  else void exitApp(0);
}

async function whenReady(): Promise<void> {
  const path = findBrowser(process.env);
  const version = path === null ? null : await browserVersion(path);
  if (version !== null) userAgent = `Chrome/${version}`;
}

function secondInstance(argv: string[]): void {
  events.emit('second-instance', preventable({}), argv, process.cwd(), {});
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);

const own = {
  isPackaged: false,
  commandLine: { appendSwitch: (name: string, value?: string) => void switches.set(name, value ?? '') },
  enableSandbox: () => undefined, // the browser's own: it has no other way of running, but as root
  exit: (code?: number) => void exitApp(code ?? 0),
  getPath: (name: string) => paths.get(name) ?? appPath(name),
  getVersion: manifestVersion,
  on: (event: string, listener: (...args: unknown[]) => void) => events.on(event, listener),
  quit,
  requestSingleInstanceLock: () => {
    lock ??= takeInstanceLock(own.getPath('userData'), secondInstance);
    return lock.isHeld;
  },
  setPath: (name: string, path: string) => void paths.set(name, path),
  get userAgentFallback(): string {
    return userAgent;
  },
  whenReady,
};

// Electron declares one overload an event, which a single function cannot be shown to have.
export const app: AppSubset = own as unknown as AppSubset;
