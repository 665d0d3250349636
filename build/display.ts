import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from './setup/programs.mjs';
import { SetupStop } from './setup/stop.mjs';

/** Virtual screens that last until `close`. `env` is what a program needs to show itself on the first of them. */
export interface Displays {
  /** Their names, such as `:5`; with `env`'s authority each can be used. */
  readonly names: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

const SIZE = '1440x1000x24';
const START_LIMIT_MS = 20_000;

/**
 * Starts `count` Xvfb servers on free display numbers, reachable through their local sockets alone and only with the cookie that is made
 * here. They end when `close` is called and when this process ends, however it ends. Throws a `SetupStop` where there is no Xvfb.
 */
export async function openDisplays(count: number): Promise<Displays> {
  const xvfb = programPath('Xvfb');
  if (xvfb === null)
    throw new SetupStop('there is no display and no virtual one: install xvfb (`apt-get install xvfb`), then run it again.');
  const folder = mkdtempSync(join(tmpdir(), 'halligan-display-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, cookieFile(randomBytes(16)), { mode: 0o600 });
  const servers: ChildProcess[] = [];
  const close = (): void => {
    process.off('exit', close);
    for (const server of servers) server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  try {
    const names: string[] = [];
    for (let index = 0; index < count; index += 1) names.push(await startServer(xvfb, authority, servers));
    return { names, env: { DISPLAY: names[0], XAUTHORITY: authority, WAYLAND_DISPLAY: undefined }, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Starts one server, adds it to `servers` at once, and gives its name when it answers. */
async function startServer(xvfb: string, authority: string, servers: ChildProcess[]): Promise<string> {
  // Where util-linux has it, the kernel ends the display with us even when we are killed outright.
  const leash = programPath('setpriv');
  const [program = xvfb, ...first] = leash === null ? [xvfb] : [leash, '--pdeathsig', 'TERM', xvfb];
  const args = [...first, '-displayfd', '3', '-screen', '0', SIZE, '-nolisten', 'tcp', '-auth', authority, '-noreset'];
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  servers.push(server);
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
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
    throw new SetupStop(
      `the virtual display did not start (${said.trim().split('\n').at(-1) ?? 'it said nothing'}): run \`Xvfb :99\` and see.`,
    );
  }
  return `:${number}`;
}

/** An Xauthority file with one MIT-MAGIC-COOKIE-1 for every host and display (family "wild", Xau(3)). */
function cookieFile(cookie: Uint8Array): Buffer {
  const field = (bytes: Uint8Array): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  return Buffer.concat([Buffer.from([0xff, 0xff]), field(Buffer.alloc(0)), field(Buffer.alloc(0)), field(name), field(cookie)]);
}
