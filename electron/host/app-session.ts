import { session } from 'electron';
import type { Border } from './border.ts';
import { schemeOf } from './scheme-of.ts';

/** The window's partition: in memory, since its name does not begin with `persist:`. */
export const PARTITION = 'halligan';

/** The camera, which the QR screen borrows. Closed at first. */
export class CameraGate {
  #open = false;

  get isOpen(): boolean {
    return this.#open;
  }

  open(): void {
    this.#open = true;
  }

  close(): void {
    this.#open = false;
  }
}

/**
 * `origin`: the only one that may be requested. `answer` serves every request to it. The camera is granted while `camera` is
 * open; `border` is told of everything that is refused.
 */
export interface AppSessionOptions {
  readonly origin: string;
  readonly answer: (request: Request) => Promise<Response>;
  readonly border: Border;
  readonly camera: CameraGate;
}

/** The window's session: answered by the app alone, with no permission but the camera's while its gate is open. */
export function closeSession(options: AppSessionOptions): void {
  const { origin, answer, border, camera } = options;
  const made = session.fromPartition(PARTITION, { cache: false });
  made.protocol.handle('https', answer);
  made.webRequest.onBeforeRequest((details, callback) => {
    const cancel = !URL.canParse(details.url) || new URL(details.url).origin !== origin;
    if (cancel) border.refused('request', schemeOf(details.url));
    callback({ cancel });
  });
  made.setPermissionCheckHandler((_contents, permission, _origin, details) => {
    return permission === 'media' && details.mediaType === 'video' && camera.isOpen;
  });
  made.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const granted = permission === 'media' && camera.isOpen && kinds.length === 1 && kinds[0] === 'video';
    if (!granted) border.refused('permission', permission);
    callback(granted);
  });
  made.setDevicePermissionHandler(() => false);
  made.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  made.setSpellCheckerEnabled(false);
  made.on('will-download', (event) => {
    border.refused('download', 'file');
    event.preventDefault();
  });
}
