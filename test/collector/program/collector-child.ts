/** The collector as people run it: the program itself, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../../collector/main.ts');
const LIMIT_MS = 30_000;

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that ends by itself. */
export async function collectorSays(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
  const child = new CollectorChild(args, env);
  return child.ended;
}

export class CollectorChild {
  readonly process: ChildProcess;
  readonly ended: Promise<Said>;
  out = '';
  err = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, [PROGRAM, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
      timeout: 120_000,
    });
    this.process.stdout?.on('data', (piece: Buffer) => (this.out += piece.toString()));
    this.process.stderr?.on('data', (piece: Buffer) => (this.err += piece.toString()));
    this.ended = new Promise((resolve) => this.process.once('close', (code) => resolve({ code, out: this.out, err: this.err })));
  }

  /** Over this folder, on ports that are free, as soon as it says that it is ready. */
  static start(data: string, ...args: readonly string[]): Promise<CollectorChild> {
    return CollectorChild.startWith({}, data, ...args);
  }

  static async startWith(env: NodeJS.ProcessEnv, data: string, ...args: readonly string[]): Promise<CollectorChild> {
    const child = new CollectorChild(['--data', data, '--listen', '127.0.0.1:0', '--reader', '127.0.0.1:0', ...args], env);
    const late = setTimeout(() => child.process.kill('SIGKILL'), LIMIT_MS);
    const ready = new Promise<void>((resolve) => child.process.stdout?.on('data', () => child.out.includes('Ctrl-C') && resolve()));
    await Promise.race([ready, child.ended]);
    clearTimeout(late);
    if (!child.out.includes('Ctrl-C')) throw new Error(`the collector did not start: ${child.err}`);
    return child;
  }

  /** What stands beside `label` in what it said at its start. */
  line(label: string): string {
    return new RegExp(`^  ${label} +(.+)$`, 'm').exec(this.out)?.[1] ?? '';
  }

  end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Said> {
    this.process.kill(signal);
    return this.ended;
  }
}
