import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** The browser's own version, "156.0.8078.79"; null when it does not tell within three seconds. */
export async function browserVersion(path: string): Promise<string | null> {
  // On Windows asking would open a window; there the version is the name of a folder beside the program.
  if (process.platform === 'win32') return readdirSync(dirname(path)).find((name) => /^\d+(\.\d+){3}$/.test(name)) ?? null;
  return new Promise((resolve) => {
    execFile(path, ['--product-version'], { timeout: 3000 }, (_error, stdout) => {
      resolve(/\d+(\.\d+){3}/.exec(stdout)?.[0] ?? null);
    });
  });
}
