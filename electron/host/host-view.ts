import { app } from 'electron';
import type { HostView } from '../../shared/contract/view.ts';

/** What people are told of where the app runs. To be asked when the app is ready. */
export function describeHost(logKeyIn: HostView['logKeyIn']): HostView {
  const electron = process.versions['electron'];
  if (electron !== undefined) {
    const name = `Electron ${electron.split('.')[0]}`;
    // Electron 45 cannot ask for a security key's PIN on Linux and macOS; on Windows the system asks.
    return { kind: 'electron', name, logKeyIn, asksPin: process.platform === 'win32', version: app.getVersion() };
  }
  const major = /Chrome\/(\d+)/.exec(app.userAgentFallback)?.[1];
  const name = major === undefined ? 'Chromium (rescue host)' : `Chromium ${major} (rescue host)`;
  return { kind: 'rescue', name, logKeyIn, asksPin: true, version: app.getVersion() };
}
