/** The real strongroom in a forked Node process: what utilityProcess is in Electron. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StrongroomPort } from '../../../core/session/strongroom-client.ts';

const MAIN = fileURLToPath(new URL('../../../core/strongroom/main.ts', import.meta.url));

export function forkStrongroom(): StrongroomPort {
  const child = fork(MAIN, { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    send: (message) => {
      if (child.connected) child.send(message as object, () => undefined); // a child that is gone hears nothing: its exit tells
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', () => listener()),
    kill: () => child.kill('SIGKILL'),
    get pid() {
      return child.pid;
    },
  };
}
