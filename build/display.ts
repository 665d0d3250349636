import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from './setup/programs.mjs';
import { Stop } from './setup/stop.mjs';

/** A virtual screen that lasts until `close`. `env` is what a program needs to show itself on it. */
export interface Display {
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

const SIZE = '1440x1000x24';
const START_LIMIT_MS = 20_000;

/**
 * Starts Xvfb on the first free display number, reachable through its local socket alone and only with the cookie that is made here.
 * It ends with us, since it is told to when `close` is called and when this process exits.
 */
export async function openDisplay(): Promise<Display> {
  const xvfb = programPath('Xvfb');
  if (xvfb === null) throw new Stop('there is no display and no virtual one: install xvfb (`apt-get install xvfb`), then run it again.');
  const folder = mkdtempSync(join(tmpdir(), 'halligan-display-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, cookieFile(randomBytes(16)), { mode: 0o600 });
  // Where util-linux has it, the kernel ends the display with us even when we are killed outright.
  const leash = programPath('setpriv');
  const first = leash === null ? [xvfb] : [leash, '--pdeathsig', 'TERM', xvfb];
  const args = [...first.slice(1), '-displayfd', '3', '-screen', '0', SIZE, '-nolisten', 'tcp', '-auth', authority, '-noreset'];
  const server = spawn(first[0] ?? xvfb, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const close = (): void => {
    process.off('exit', close);
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  const number = await new Promise<string | null>((resolve) => {
    const timer = setTimeout(resolve, START_LIMIT_MS, null);
    const answer = (value: string | null): void => {
      clearTimeout(timer);
      resolve(value);
    };
    server.stdio[3]?.once('data', (bytes: Buffer) => answer(bytes.toString().trim()));
    server.once('exit', () => answer(null));
    server.once('error', () => answer(null));
  });
  if (number === null) {
    close();
    throw new Stop(`the virtual display did not start (${said.trim().split('\n').at(-1) ?? 'it said nothing'}): run \`Xvfb :99\` and see.`);
  }
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority, WAYLAND_DISPLAY: undefined }, close };
}

/** An Xauthority file with one MIT-MAGIC-COOKIE-1 for every host and display (family "wild", Xau(3)). */
function cookieFile(cookie: Uint8Array): Buffer {
  const field = (bytes: Uint8Array): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([
    Buffer.from([0xff, 0xff]),
    field(Buffer.alloc(0)),
    field(Buffer.alloc(0)),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(cookie),
  ]);
}
