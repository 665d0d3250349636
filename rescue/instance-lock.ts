import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const LONGEST_MESSAGE = 65_536;

export interface InstanceLock {
  /** Whether the folder is ours. */
  readonly isHeld: boolean;
  /** When the lock was not obtained: resolves once the instance that holds it was told, or could not be reached. */
  readonly told: Promise<void>;
  release(): void;
}

/** How long the other instance may take to listen. Milliseconds. */
const TELL_LIMIT_MS = 2000;

/**
 * One instance for each folder. When another one holds it, that one is told through a socket that only this user can open.
 * SQLite's file lock is let go by the kernel when its process dies, so it is never stale.
 */
export function takeInstanceLock(folder: string, onSecond: (argv: string[]) => void): InstanceLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'instance.lock'));
  const address = socketAddress(folder);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    return { isHeld: false, told: tell(address), release: () => undefined };
  }
  if (process.platform !== 'win32') rmSync(address, { force: true }); // a killed run left it: the lock is ours
  const server = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8').on('error', () => undefined);
    socket.on('data', (part: string) => {
      text += part;
      if (text.length > LONGEST_MESSAGE) socket.destroy();
    });
    socket.on('end', () => {
      const argv = parsedArguments(text);
      if (argv !== null) onSecond(argv);
    });
  });
  server.on('error', () => undefined); // without the socket a second instance ends in silence; the lock holds all the same
  server.listen(address).unref(); // boot has set the umask: the socket is 0600
  return {
    isHeld: true,
    told: Promise.resolve(),
    release() {
      server.close();
      database.close();
    },
  };
}

function tell(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.setTimeout(TELL_LIMIT_MS, () => socket.destroy());
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.end(JSON.stringify(process.argv));
  });
}

function socketAddress(folder: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\halligan-${Buffer.from(folder).toString('hex').slice(-80)}`;
  return join(folder, 'instance.sock');
}

function parsedArguments(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : null;
  } catch {
    return null;
  }
}
