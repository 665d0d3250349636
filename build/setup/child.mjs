import { spawn } from 'node:child_process';

/**
 * @typedef {object} Ended
 * @property {number | null} code exit code, null when a signal ended it
 * @property {'ended' | 'too slow' | 'not found'} how
 * @property {string} output the last 64 KB of what it printed, both streams
 */

const KEPT = 65_536;

/**
 * Runs a helper program to its end and keeps what it prints. It gets its own process group, which is killed whole when the time is up
 * or when we are told to stop, so that nothing it started stays behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ limitSeconds: number, cwd?: string, env?: NodeJS.ProcessEnv, onText?: (text: string) => void }} options
 * @returns {Promise<Ended>} never rejects
 */
export function runToEnd(command, args, { limitSeconds, cwd, env = process.env, onText }) {
  return new Promise((resolve) => {
    const grouped = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: grouped, windowsHide: true });
    let output = '';
    /** @type {Ended['how']} */
    let how = 'ended';
    const kill = () => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // The group is gone already.
      }
    };
    /** @param {NodeJS.Signals} signal */
    const stopped = (signal) => {
      kill();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    const timer = setTimeout(() => {
      how = 'too slow';
      kill();
    }, limitSeconds * 1000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output = (output + text).slice(-KEPT);
        onText?.(text);
      });
    }
    /** @param {number | null} code */
    const end = (code) => {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, stopped);
      resolve({ code, how, output });
    };
    for (const signal of SIGNALS) process.on(signal, stopped);
    child.once('error', () => {
      how = 'not found';
      end(null);
    });
    child.once('close', end);
  });
}

/** The signals that are passed on. @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in our own terminal, passes the signals on to it, and gives its exit code (128 + n when a signal ended it).
 * There is no limit: it is the app itself, or a command that keeps its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function runAttached(command, args, { cwd, env = process.env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const one of SIGNALS) process.off(one, pass);
      resolve(code ?? { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[String(signal)] ?? 1);
    });
  });
}
