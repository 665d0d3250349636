import { app } from 'electron';

/** How long sealing and closing may take before the app ends without it. Milliseconds. */
const CLOSE_LIMIT_MS = 5000;

/** False when Halligan is open already for this folder: that one hears of it (`onSecond`), and this one must end. */
export function takeInstance(onSecond: () => void): boolean {
  const first = app.requestSingleInstanceLock();
  if (first) app.on('second-instance', onSecond);
  return first;
}

/** Resolves once Electron may open windows. */
export function whenReady(): Promise<void> {
  return app.whenReady();
}

/** The version in package.json, such as `1.2.0`. */
export function appVersion(): string {
  return app.getVersion();
}

/** False when started from a checkout. */
export function isPackaged(): boolean {
  return app.isPackaged;
}

/** Begins to quit: `beforeQuit` closes the vault first, so this returns while the app still runs. */
export function quitApp(): void {
  app.quit();
}

/** Runs `close` before the app ends, whoever ends it: the last window closed, a quit, a signal. */
export function beforeQuit(close: () => Promise<void>): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS));
    void Promise.race([close().catch(() => undefined), late]).then(() => {
      state = 'closed';
      app.quit();
    });
  });
}

/**
 * A bug that nobody caught leaves the app in a state that nobody knows: it ends, and with it whatever was open.
 * A promise that nobody waited for is reported, as Electron does.
 */
export function endOnBug(report: (problem: string) => void): void {
  process.on('uncaughtException', (error) => {
    report(`uncaught: ${whereOf(error)}`);
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) => report(`unhandled: ${whereOf(reason)}`));
}

/** The kind of an error and where it came from, without its words, which may quote what it tripped over. */
export function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
