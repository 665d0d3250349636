import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes what was created, renamed or removed in the folder survive a power cut. Windows does it without being asked, and cannot. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
