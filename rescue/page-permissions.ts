import type { Cdp } from './cdp.ts';

/** The browser's permissions by their DevTools name, and Electron's name for each. The microphone is never asked for. */
const PERMISSIONS: readonly (readonly [browser: string, electron: string])[] = [
  ['accelerometer', 'sensors'],
  ['background-fetch', 'background-fetch'],
  ['background-sync', 'background-sync'],
  ['camera', 'media'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['display-capture', 'display-capture'],
  ['geolocation', 'geolocation'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
  ['local-network-access', 'local-network-access'],
  ['midi', 'midi'],
  ['nfc', 'nfc'],
  ['notifications', 'notifications'],
  ['payment-handler', 'payment-handler'],
  ['periodic-background-sync', 'periodic-background-sync'],
  ['persistent-storage', 'persistent-storage'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['storage-access', 'storage-access'],
  ['window-management', 'window-management'],
];

/**
 * Keeps the browser's answers to the page what the app's are. DevTools does not tell when a page asks, so the app is asked
 * beforehand: at the start, and again at each `refresh`.
 */
export class PagePermissions {
  readonly #cdp: Cdp;
  readonly #mayUse: (permission: string) => boolean;
  readonly #set = new Map<string, boolean>();

  constructor(cdp: Cdp, mayUse: (permission: string) => boolean) {
    this.#cdp = cdp;
    this.#mayUse = mayUse;
  }

  /** Denies all, and the microphone for good. A browser that does not know one of the names has no such permission. */
  async deny(): Promise<void> {
    const names = ['microphone', ...PERMISSIONS.map(([name]) => name)];
    await Promise.all(names.map((name) => this.#tell(name, 'denied')));
  }

  /** Resolves when the browser knows of every answer that has changed. */
  async refresh(): Promise<void> {
    const changed = PERMISSIONS.map(([name, electron]) => ({ name, granted: this.#mayUse(electron) })).filter(
      ({ name, granted }) => granted !== (this.#set.get(name) ?? false),
    );
    for (const { name, granted } of changed) this.#set.set(name, granted);
    await Promise.all(changed.map(({ name, granted }) => this.#tell(name, granted ? 'granted' : 'denied')));
  }

  async #tell(name: string, setting: 'granted' | 'denied'): Promise<void> {
    await this.#cdp.send('Browser.setPermission', { permission: { name }, setting }).catch(() => undefined);
  }
}
