import { join } from 'node:path';
import type { ElectronBinary } from './electron-binary.ts';
import { SetupStop } from './setup/stop.mjs';

/** How the app is opened: what to run, and what to tell the person who started it. */
export interface Host {
  readonly kind: 'electron' | 'rescue';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly says: string;
}

export interface HostFindings {
  readonly root: string;
  /** Our own Node, which the rescue host runs on. */
  readonly node: string;
  readonly electron: ElectronBinary;
  /** The browser that the rescue host would drive, or null. */
  readonly browser: string | null;
  /** HALLIGAN_BROWSER, empty when it is not set. */
  readonly named: string;
  /** HALLIGAN_HOST: `electron`, `rescue`, or nothing for the best that is there. */
  readonly wanted: string;
  readonly user: 'root' | 'other';
}

/** Electron where its binary is, else the rescue host where a browser is, else a `SetupStop` with the remedies. */
export function chooseHost({ root, node, electron, browser, named, wanted, user }: HostFindings): Host {
  if (!['', 'auto', 'electron', 'rescue'].includes(wanted)) {
    throw new SetupStop(`HALLIGAN_HOST is \`${wanted}\`: set it to electron or rescue, or leave it away.`);
  }
  const asRoot = user === 'root';
  if (wanted !== 'rescue' && electron.have === 'yes') {
    return {
      kind: 'electron',
      command: electron.path,
      args: asRoot ? ['--no-sandbox', root] : [root],
      env: {},
      says: `Halligan opens in Electron ${electron.version}.${asRoot ? ' You are root: Electron runs without its sandbox.' : ''}`,
    };
  }
  const why = electron.have === 'no' ? electron.why : 'HALLIGAN_HOST asks for it';
  if (wanted === 'electron') {
    throw new SetupStop(`${why}: run \`npx install-electron\` where GitHub can be reached, or start without HALLIGAN_HOST=electron.`);
  }
  if (browser === null && named !== '') {
    throw new SetupStop(`HALLIGAN_BROWSER names ${named}, which is no program that can be run: correct it, or leave it away.`);
  }
  if (browser === null) {
    throw new SetupStop(
      `${why}, and no browser was found to stand in for it: install chromium (or Chrome or Edge), or name one with HALLIGAN_BROWSER=/path/to/it, then start again.`,
    );
  }
  return {
    kind: 'rescue',
    command: node,
    args: [join(root, 'rescue/boot.ts'), join(root, 'dist/main.js')],
    env: { HALLIGAN_BROWSER: browser },
    says: [
      `Halligan opens in the rescue host, because ${lowerFirst(why)}.`,
      `It is the same app with the same files and keys, in a window of ${browser} with a throwaway profile.`,
      'What it lacks: hiding its window from screenshots, the system keyring, and the fuses of the packaged app.',
    ].join('\n  '),
  };
}

/** A name keeps its capital. */
function lowerFirst(text: string): string {
  return /^(Electron|HALLIGAN)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
