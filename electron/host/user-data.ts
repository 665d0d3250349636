import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';

/** This station's folder, made if need be (0700), the same on both hosts. `HALLIGAN_USER_DATA` names another. */
export function openUserData(): string {
  const named = process.env['HALLIGAN_USER_DATA'];
  const folder = named === undefined || named === '' ? join(app.getPath('appData'), 'Halligan') : resolve(named);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  return folder;
}
