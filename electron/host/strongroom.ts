import { utilityProcess } from 'electron';
import type { StrongroomPort } from '../../core/session/strongroom-client.ts';

/** What the child may know of this environment. */
const PASSED_ON = ['LANG', 'PATH', 'SystemRoot', 'TZ'];

/** Starts the strongroom, a child process of its own; `module` is the absolute path of its bundle. */
export function spawnStrongroom(module: string): StrongroomPort {
  const env = Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const child = utilityProcess.fork(module, [], { serviceName: 'Halligan strongroom', stdio: 'ignore', env });
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      if (!ended) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', () => listener()),
    kill: () => {
      if (ended) return;
      // A process that computes hears no polite word.
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}
