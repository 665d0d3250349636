import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const LONGEST_MESSAGE = 65_536;

export interface InstanceLock {
  release(): void;
}

/**
 * One instance for each folder: null when another holds it, which is then told through a socket that only this user can open.
 * SQLite's file lock is let go by the kernel when its process dies, so it is never stale.
 */
export function takeInstanceLock(folder: string, onSecond: (argv: string[]) => void): InstanceLock | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'instance.lock'));
  const address = socketAddress(folder);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    connect(address)
      .on('error', () => undefined)
      .end(JSON.stringify(process.argv))
      .unref();
    return null;
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
    release() {
      server.close();
      database.close();
    },
  };
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
