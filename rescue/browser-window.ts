import { EventEmitter } from 'node:events';
import { AppError } from '../shared/base/app-error.ts';
import { allWindowsClosed, browserStarted, contentsCreated, exitApp, isQuitting, switches } from './app.ts';
import { findBrowser } from './find-browser.ts';
import { type Browser, launchBrowser } from './launch-browser.ts';
import { admitTests } from './test-bridge.ts';
import { type PageTarget, RescueWebContents } from './web-contents.ts';

type WindowSubset = Pick<
  Electron.BrowserWindow,
  'close' | 'focus' | 'isDestroyed' | 'isMinimized' | 'loadURL' | 'minimize' | 'restore' | 'show'
>;

/** How long the browser may take to show its window. Milliseconds: a busy machine has taken 20 s. */
const START_LIMIT_MS = 60_000;
/** How long its end may take to be heard of after its pipe has closed. Milliseconds. */
const ENDING_MS = 1000;

let current: RescueBrowserWindow | null = null;

/** The page of the open window. Throws `host.window_failed` when there is none. */
export function openPage(): RescueWebContents {
  if (current === null) throw new AppError('host.window_failed', 'there is no window');
  return current.page;
}

/** The one window: a browser in app mode. */
class RescueBrowserWindow implements WindowSubset {
  readonly page: RescueWebContents;
  readonly #browser: Browser;
  readonly #events = new EventEmitter();
  readonly #target: Promise<PageTarget>;
  #closed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    const { preload } = guarded(options.webPreferences);
    const path = findBrowser(process.env);
    if (path === null) throw new AppError('host.no_browser', 'no browser of the Chromium family is installed');
    const looks = {
      title: options.title ?? '',
      width: options.width ?? 1000,
      height: options.height ?? 800,
      background: options.backgroundColor ?? '#ffffff',
    };
    this.#browser = launchBrowser(path, looks, switches);
    browserStarted(this.#browser);
    current = this;
    this.#target = this.#firstPage();
    this.page = new RescueWebContents(this.#browser.cdp, this.#target, preload);
    this.page.once('dom-ready', () => this.#events.emit('ready-to-show'));
    contentsCreated(this.page);
    this.#watch();
  }

  get webContents(): Pick<Electron.WebContents, 'getURL' | 'id' | 'isDestroyed' | 'on' | 'reload' | 'send' | 'setWindowOpenHandler'> {
    return this.page as unknown as Electron.WebContents; // see RescueWebContents
  }

  on(event: string, listener: (...args: unknown[]) => void): this {
    this.#events.on(event, listener);
    return this;
  }

  once(event: string, listener: (...args: unknown[]) => void): this {
    this.#events.once(event, listener);
    return this;
  }

  async loadURL(url: string): Promise<void> {
    await this.page.load(url);
  }

  show(): void {
    // The browser shows its window without being told.
  }

  focus(): void {
    void this.#target.then(({ targetId }) => this.#browser.cdp.post('Target.activateTarget', { targetId }));
  }

  minimize(): void {
    void this.#state('minimized');
  }

  restore(): void {
    void this.#state('normal');
  }

  isMinimized(): boolean {
    return false; // DevTools does not tell; asking to be restored does no harm
  }

  isDestroyed(): boolean {
    return this.#closed;
  }

  close(): void {
    void this.#target.then(({ sessionId }) => this.#browser.cdp.post('Page.close', {}, sessionId));
  }

  async #state(windowState: 'normal' | 'minimized'): Promise<void> {
    const { targetId } = await this.#target;
    const { windowId } = await this.#browser.cdp.send('Browser.getWindowForTarget', { targetId });
    this.#browser.cdp.post('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  }

  /** The page that `--app` opened. Found by watching targets: attaching to all automatically misses the first. */
  #firstPage(): Promise<PageTarget> {
    const { cdp } = this.#browser;
    return new Promise((resolve, reject) => {
      const off = cdp.on('Target.targetCreated', ({ targetInfo: { targetId, type, url } }) => {
        if (type !== 'page' || !url.startsWith('data:')) return;
        off();
        cdp.send('Target.attachToTarget', { targetId, flatten: true }).then(({ sessionId }) => resolve({ targetId, sessionId }), reject);
      });
      cdp.send('Target.setDiscoverTargets', { discover: true, filter: [{}] }).catch(reject); // the empty filter: tools too
    });
  }

  #watch(): void {
    const { cdp, exited, path, pid, folder } = this.#browser;
    let shown = false;
    const failed = (why: string): void => {
      if (shown || isQuitting()) return;
      process.stderr.write(`Halligan could not open its window: ${why}\n`);
      void exitApp(1);
    };
    const late = setTimeout(() => failed(`${path} showed none in a minute. Close other programs and start again.`), START_LIMIT_MS);
    void exited.then((code) => {
      clearTimeout(late);
      failed(`${path} ended at once (exit code ${code}). HALLIGAN_BROWSER_LOG=1 shows what it says; HALLIGAN_BROWSER names another.`);
      this.#gone();
    });
    this.#target.then(
      ({ targetId, sessionId }) => {
        shown = true;
        clearTimeout(late);
        cdp.on('Target.targetDestroyed', (gone) => (gone.targetId === targetId ? this.#gone() : undefined));
        cdp.on('Target.detachedFromTarget', (gone) => (gone.sessionId === sessionId ? this.#gone() : undefined));
        void cdp.closed.then(() => this.#gone());
        // Not before the page is there: a client that joins while it loads may wait for a world that has gone.
        this.page.once('did-finish-load', () => admitTests(cdp, { browser: pid ?? 0, folder }));
      },
      async (error: Error) => {
        // A browser that exits closes the pipe first; its exit is the reason then, and is reported above.
        await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, ENDING_MS))]);
        failed(`${path} will not be driven (${error.message}). A policy of this machine may forbid it; HALLIGAN_BROWSER names another.`);
      },
    );
  }

  #gone(): void {
    if (this.#closed) return;
    this.#closed = true;
    current = null;
    this.page.destroyed();
    this.#events.emit('closed');
    allWindowsClosed();
  }
}

/** Only one window, and only as shut as Electron's would be. */
function guarded(web: Electron.WebPreferences = {}): { preload: string } {
  if (current !== null) throw new AppError('host.window_failed', 'the rescue host has one window');
  const open = web.nodeIntegration === true || web.contextIsolation === false || web.sandbox === false || web.webSecurity === false;
  if (open || web.webviewTag === true) throw new AppError('host.window_failed', 'the rescue host has no window that is not isolated');
  if (web.preload === undefined) throw new AppError('host.window_failed', 'the window has no preload');
  return { preload: web.preload };
}

type Events = Pick<Electron.BrowserWindow, 'on' | 'once'>;
type Stands = new (options?: Electron.BrowserWindowConstructorOptions) => WindowSubset & Events & Pick<RescueBrowserWindow, 'webContents'>;

// Electron declares one overload an event, which a single method cannot be shown to have.
export const BrowserWindow: Stands = RescueBrowserWindow as unknown as Stands;
