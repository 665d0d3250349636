import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { browserFlags, type WindowLooks } from './browser-flags.ts';
import { Cdp } from './cdp.ts';
import { makeProfile } from './profile.ts';

/** How long the browser may take to close before it is killed. Milliseconds. */
const CLOSE_LIMIT_MS = 3000;

export interface Browser {
  readonly cdp: Cdp;
  readonly path: string;
  readonly pid: number | undefined;
  /** The private folder of this run. */
  readonly folder: string;
  /** Resolves with the exit code (null after a signal) when the process has ended, or could not start. */
  readonly exited: Promise<number | null>;
  /** Closes the browser, and kills it when it does not. Its folder goes when this process ends. */
  stop(): Promise<void>;
}

/** Starts the browser at `path` in a process group of its own: Ctrl-C reaches Node alone, which then closes in order. */
export function launchBrowser(path: string, looks: WindowLooks, switches: ReadonlyMap<string, string>): Browser {
  const profile = makeProfile();
  const child = spawn(path, browserFlags(looks, profile.userData, switches, process.env), {
    detached: true,
    stdio: ['ignore', 'ignore', process.env['HALLIGAN_BROWSER_LOG'] === '1' ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...profile.env, NODE_OPTIONS: undefined, CHROMIUM_USER_FLAGS: undefined },
  });
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable); // both are pipes, by the line above
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  const killGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  process.once('exit', () => {
    if (child.exitCode === null && child.signalCode === null) killGroup();
    profile.remove();
  });
  return {
    cdp,
    path,
    pid: child.pid,
    folder: profile.folder,
    exited,
    async stop() {
      cdp.post('Browser.close', {});
      const late = setTimeout(killGroup, CLOSE_LIMIT_MS);
      await exited;
      clearTimeout(late);
    },
  };
}
