import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Browsers that the rescue host can drive, by their names in PATH, best first. */
const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];

/**
 * The full path of a program in PATH, or null.
 * @param {string} name
 */
export function programPath(name) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((one) => one !== '')) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** True where a browser of the Chromium family is in PATH, or is named by HALLIGAN_BROWSER. */
export function hasBrowser() {
  return (process.env['HALLIGAN_BROWSER'] ?? '') !== '' || BROWSERS.some((name) => programPath(name) !== null);
}

/** True where a window can be shown. Windows and macOS always can. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? '') !== '' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}
