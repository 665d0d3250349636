import { BrowserWindow, type WebContents } from 'electron';
import { CHANNELS } from '../../shared/contract/channels.ts';
import type { EventName, Events } from '../../shared/contract/handlers.ts';
import { PARTITION } from './app-session.ts';

/** The app's one window, as the rest of main may use it. */
export interface AppWindow {
  /** Whether this is the window's own page. */
  is(contents: WebContents): boolean;
  /** Tells the page of an event. Lost when no page is there: it asks for the snapshot when it starts. */
  send<Name extends EventName>(name: Name, value: Events[Name]): void;
  /** Shows the window in front of the others. */
  raise(): void;
}

/** `home`: the address that the window loads. Developer tools are only there when the app is not packaged. */
export interface AppWindowOptions {
  readonly home: string;
  /** Absolute path of the built preload. */
  readonly preload: string;
  readonly isPackaged: boolean;
  /** Called when the page's process has died; the page is reloaded afterwards. */
  readonly onPageGone: () => void;
}

/** Opens the one window, as shut as Electron can make it. */
export function openAppWindow(options: AppWindowOptions): AppWindow {
  const window = new BrowserWindow({
    title: 'Halligan',
    // The width at which the board has its columns, and no wider than most laptops are.
    width: 1280,
    height: 832,
    minWidth: 480,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !options.isPackaged,
    },
  });
  const { webContents } = window;
  window.once('ready-to-show', () => window.show());
  webContents.on('render-process-gone', () => {
    if (window.isDestroyed()) return;
    options.onPageGone();
    webContents.reload();
  });
  // It fails when the window is closed while it loads: then there is nobody left to tell.
  window.loadURL(options.home).catch(() => undefined);
  return {
    is: (contents) => contents.id === webContents.id,
    send: (name, value) => {
      if (!window.isDestroyed()) webContents.send(CHANNELS.event, name, value);
    },
    raise: () => {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}
