import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

type ProcessSubset = Pick<Electron.UtilityProcess, 'kill' | 'on' | 'pid' | 'postMessage'>;

/**
 * The child gets what Node's permission model can give: it may read, and neither write, nor start processes, nor load add-ons.
 * It has the parent's channel and no other way out; when the parent dies, the channel closes.
 */
const CONFINED = ['--permission', '--allow-fs-read=*', '--no-warnings'];

function forkChild(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): ProcessSubset {
  const child = fork(modulePath, args, {
    execArgv: CONFINED,
    serialization: 'advanced',
    env: { ...options.env, NODE_OPTIONS: undefined },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const events = new EventEmitter();
  child.once('spawn', () => events.emit('spawn'));
  child.on('message', (message) => events.emit('message', message));
  let ended = false;
  const end = (code: number): void => {
    if (ended) return;
    ended = true;
    events.emit('exit', code);
  };
  child.once('exit', (code) => end(code ?? 1));
  child.once('error', () => end(1));
  const own = {
    pid: child.pid,
    postMessage: (message: unknown) => {
      if (child.connected) child.send(message as object, () => undefined); // a child that is gone hears nothing: `exit` tells
    },
    kill: () => child.kill(),
    on: (event: string, listener: (...args: unknown[]) => void) => events.on(event, listener),
  };
  return own as unknown as ProcessSubset; // one overload an event, see app.ts
}

export const utilityProcess: { fork(modulePath: string, args?: string[], options?: Electron.ForkOptions): ProcessSubset } = {
  fork: forkChild,
};
