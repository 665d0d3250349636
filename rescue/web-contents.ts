import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Cdp } from './cdp.ts';
import { PageBridge } from './page-bridge.ts';
import { PagePermissions } from './page-permissions.ts';
import { PageRequests } from './page-requests.ts';
import { BINDING, isolatedWorldSource, mainWorldSource, WORLD } from './page-scripts.ts';
import { preventable } from './preventable.ts';
import type { RemoteObject, TargetInfo } from './protocol.ts';
import { mayUse } from './session.ts';

export interface PageTarget {
  readonly targetId: string;
  readonly sessionId: string;
}

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** The page of the one window. It exists at once; what needs the browser waits for `target`. */
export class RescueWebContents extends EventEmitter {
  readonly id = 1;
  readonly #cdp: Cdp;
  readonly #ready: Promise<{ target: PageTarget; bridge: PageBridge }>;
  readonly #permissions: PagePermissions;
  #bridge: PageBridge | null = null;
  #url = '';
  #home: string | null = null;
  #topFrame = '';
  #destroyed = false;
  #openHandler: OpenHandler | null = null;

  constructor(cdp: Cdp, target: Promise<PageTarget>, preload: string) {
    super();
    this.#cdp = cdp;
    this.#permissions = new PagePermissions(cdp, (name) => mayUse(name, this.#asElectron()));
    this.#ready = target.then((page) => this.#prepare(page, preload));
    this.#ready.catch(() => undefined); // each caller of load() or run() meets it
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    if (!this.#destroyed) this.#bridge?.send(channel, args);
  }

  reload(): void {
    void this.#ready.then(({ target }) => this.#cdp.post('Page.reload', {}, target.sessionId));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** Resolves when the page has loaded. The page loaded first is the only one that may ever be shown. */
  async load(url: string): Promise<void> {
    const { target } = await this.#ready;
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    const { errorText } = await this.#cdp.send('Page.navigate', { url }, target.sessionId);
    if (errorText !== undefined) throw new Error(`${errorText} loading ${url}`);
    await loaded;
    this.#home = url;
    await this.#permissions.refresh();
    this.#cdp.post('Page.resetNavigationHistory', {}, target.sessionId);
  }

  /** See `PageBridge.run`. */
  async run(source: string, args: readonly unknown[], result: 'value' | 'object' = 'value'): Promise<RemoteObject> {
    const { bridge } = await this.#ready;
    return bridge.run(source, args, result);
  }

  /** The members of an object that `run` gave. */
  async memberObjects(objectId: string): Promise<string[]> {
    const { target } = await this.#ready;
    const { result } = await this.#cdp.send('Runtime.getProperties', { objectId, ownProperties: true }, target.sessionId);
    return result.flatMap(({ name, value }) => (/^\d+$/.test(name) && value?.objectId !== undefined ? [value.objectId] : []));
  }

  /** The path of a `File` that a person chose. */
  async filePath(objectId: string): Promise<string> {
    const { target } = await this.#ready;
    return (await this.#cdp.send('DOM.getFileInfo', { objectId }, target.sessionId)).path;
  }

  /** The window has gone. */
  destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed');
  }

  async #prepare(target: PageTarget, preload: string): Promise<{ target: PageTarget; bridge: PageBridge }> {
    const { sessionId } = target;
    const secret = randomBytes(16).toString('hex');
    const owner = {
      contents: this.#asElectron(),
      topFrame: () => this.#topFrame,
      url: () => this.#url,
      settled: () => this.#permissions.refresh(),
    };
    const bridge = new PageBridge(this.#cdp, sessionId, owner);
    this.#bridge = bridge;
    new PageRequests(this.#cdp, sessionId, (url, frame) => this.#mayNavigate(url, frame));
    this.#listen(target);
    const isolated = isolatedWorldSource(secret, readFileSync(preload, 'utf8'));
    // Asked all at once: the pipe keeps the order, so nothing of the page runs between them.
    const [, tree] = await Promise.all([
      this.#cdp.send('Page.enable', {}, sessionId),
      this.#cdp.send('Page.getFrameTree', {}, sessionId), // after the events are on, or the first page's arrival may be missed
      this.#cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId),
      this.#cdp.send('Runtime.enable', {}, sessionId),
      this.#cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }, sessionId),
      this.#cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) }, sessionId),
      this.#cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD }, sessionId),
      this.#cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
      this.#permissions.deny(),
    ]);
    const { frame } = tree.frameTree;
    this.#topFrame = frame.id;
    if (this.#url === '') this.#url = frame.url;
    // The first page must be there before the app's: if it comes late, it undoes the navigation.
    if (!this.#url.startsWith('data:')) await new Promise<void>((resolve) => this.once('did-navigate', () => resolve()));
    return { target, bridge };
  }

  #listen({ sessionId, targetId }: PageTarget): void {
    const here = (from: string | undefined): boolean => from === sessionId;
    this.#cdp.on('Target.targetCreated', ({ targetInfo }) => this.#strangerCame(targetInfo, targetId));
    this.#cdp.on('Page.frameNavigated', ({ frame }, from) => {
      if (here(from) && frame.parentId === undefined) this.#navigated(frame.url, sessionId);
    });
    this.#cdp.on('Page.domContentEventFired', (_, from) => {
      if (here(from) && this.#url.startsWith('https:')) this.emit('dom-ready');
    });
    this.#cdp.on('Page.loadEventFired', (_, from) => {
      if (here(from) && this.#url.startsWith('https:')) this.emit('did-finish-load');
    });
    this.#cdp.on('Page.javascriptDialogOpening', ({ type }, from) => {
      if (here(from)) this.#cdp.post('Page.handleJavaScriptDialog', { accept: type === 'beforeunload' }, sessionId);
    });
    this.#cdp.on('Inspector.targetCrashed', (_, from) => {
      if (here(from)) this.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 1 });
    });
  }

  #mayNavigate(url: string, frame: string): boolean {
    if (this.#home === null) return true;
    const isMainFrame = frame === this.#topFrame;
    const event = preventable({ url, isMainFrame, isSameDocument: false });
    if (isMainFrame) this.emit('will-navigate', event, url);
    if (!event.defaultPrevented) this.emit('will-frame-navigate', event);
    return !event.defaultPrevented;
  }

  #navigated(url: string, sessionId: string): void {
    if (this.#home !== null && !url.startsWith(this.#home)) {
      // about:blank and its like need no request, so nothing could refuse them: say it, and go back at once.
      this.emit('will-navigate', preventable({ url, isMainFrame: true, isSameDocument: false }), url);
      this.#cdp.post('Page.navigate', { url: this.#home }, sessionId);
      return;
    }
    this.#url = url;
    this.emit('did-navigate', preventable({}), url);
  }

  /** A new window, a tab, the developer tools: only the app's own page may live in this browser. */
  #strangerCame({ targetId, type, url }: TargetInfo, own: string): void {
    if (targetId === own || (type !== 'page' && !url.startsWith('devtools:'))) return;
    const referrer = { url: this.#url, policy: 'default' as const };
    this.#openHandler?.({ url, frameName: '', features: '', disposition: 'foreground-tab', referrer });
    this.#cdp.post('Target.closeTarget', { targetId });
  }

  #asElectron(): Electron.WebContents {
    return this as unknown as Electron.WebContents; // the stand-in has the members that electron/host uses, and no others
  }
}
