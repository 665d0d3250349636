/**
 * What `electron` means in the rescue host: exactly what electron/host imports, each export typed as Electron's own
 * (tsconfig.stand-in.json compiles the app against this file, so that more than this does not compile).
 */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard } from './clipboard.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { powerMonitor } from './power-monitor.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { testsSee } from './test-bridge.ts';
import { utilityProcess } from './utility-process.ts';

/** The browser has its own menu, which an app window does not show. */
const Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'> = {
  buildFromTemplate: () => ({}) as Electron.Menu,
  setApplicationMenu: () => undefined,
};

export type IpcMainInvokeEvent = Electron.IpcMainInvokeEvent;
export type WebContents = Electron.WebContents;

testsSee({ app, BrowserWindow, clipboard, dialog, ipcMain, Menu, powerMonitor, safeStorage, session, utilityProcess });

export { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, powerMonitor, safeStorage, session, utilityProcess };
