/** Starts a child of this suite, hears what it acknowledges, and ends it when it is told to or takes too long. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdsWithin } from '../harness/base/until.ts';
import { type Ack, acksIn } from './ack.ts';

const HOOK = fileURLToPath(new URL('./step-hook.ts', import.meta.url));
/** Thousands of children load the same modules: compiled once, each starts in two thirds of the time. */
const COMPILED = join(tmpdir(), `halligan-faults-compiled-${process.pid}`);
process.on('exit', () => rmSync(COMPILED, { recursive: true, force: true }));
/** Without a word for so long it hangs: no act of it takes a tenth of this, on a machine that does much else. */
const HANGS_AFTER_MS = 180_000;

export interface Ended {
  readonly acks: readonly Ack[];
  /** `done`: by itself, well. `killed`: by SIGKILL, as asked. */
  readonly how: 'done' | 'killed' | 'crashed' | 'hung';
  /** From when it was ready to its end. */
  readonly ms: number;
  /** The end of what it wrote to stderr. */
  readonly stderr: string;
}

export interface Asked {
  readonly program: string;
  readonly args: readonly string[];
  /** The write step at which it kills itself. */
  readonly step?: number;
  /** How many pages its vault may grow. */
  readonly roomInPages?: number;
  /** From when it is ready; absent for never. */
  readonly killAfterMs?: number;
  /** What is killed then: the child, or its newest strongroom, again and again. */
  readonly kill?: 'app' | 'strongroom';
}

/** Runs it to its end, whichever that is. */
export function runChild({ program, args, step = 0, roomInPages, killAfterMs, kill = 'app' }: Asked): Promise<Ended> {
  return new Promise((resolve) => {
    const path = fileURLToPath(new URL(`./${program}`, import.meta.url));
    const child = spawn(process.execPath, ['--import', HOOK, path, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        HALLIGAN_FAULT_STEP: String(step),
        ...(roomInPages === undefined ? {} : { HALLIGAN_FAULT_PAGES: String(roomInPages) }),
        NODE_OPTIONS: '',
        NODE_COMPILE_CACHE: COMPILED,
      },
    });
    let text = '';
    let stderr = '';
    let hung = false;
    let readyAt = 0;
    const timers = new Set<NodeJS.Timeout>();
    const after = (ms: number, act: () => void) => {
      timers.add(setTimeout(act, ms));
    };
    const strike = () => {
      if (kill === 'app') {
        child.kill('SIGKILL');
        return;
      }
      const room = acksIn(text).findLast((ack) => ack.ack === 'strongroom');
      if (room !== undefined) killIfThere(room.pid);
      after(killAfterMs ?? 0, strike);
    };
    const hangs = () => {
      hung = true;
      child.kill('SIGKILL');
    };
    let patience = setTimeout(hangs, HANGS_AFTER_MS);
    child.stderr?.on('data', (chunk) => {
      stderr = (stderr + String(chunk)).slice(-4_000);
    });
    child.stdio[3]?.on('data', (chunk) => {
      text += String(chunk);
      clearTimeout(patience);
      patience = setTimeout(hangs, HANGS_AFTER_MS);
      if (readyAt > 0 || !text.includes('"ready"')) return;
      readyAt = performance.now();
      if (killAfterMs !== undefined) after(killAfterMs, strike);
    });
    child.on('close', (code, signal) => {
      clearTimeout(patience);
      for (const timer of timers) clearTimeout(timer);
      const how = hung ? 'hung' : signal === 'SIGKILL' ? 'killed' : code === 0 ? 'done' : 'crashed';
      resolve({ acks: acksIn(text), how, ms: readyAt === 0 ? 0 : performance.now() - readyAt, stderr });
    });
  });
}

export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already, which is what this wants.
  }
}

/** Whether every process of these ids has ended within `ms`. */
export function haveEnded(pids: readonly number[], ms: number): Promise<boolean> {
  return holdsWithin(ms, () => !pids.some(isThere));
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
