/** The collector as people run it: the program itself, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { NODE_FLAGS } from '../../../collector/program/node-flags.ts';

const SOURCE = join(import.meta.dirname, '../../../collector/program/main.ts');
/** As `npm run build` makes it. */
const BUILT = join(import.meta.dirname, '../../../dist/collector.js');
const LIMIT_MS = 30_000;

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const onFreePorts = (data: string): string[] => ['--data', data, '--listen', '127.0.0.1:0', '--reader', '127.0.0.1:0'];

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

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}, program = SOURCE) {
    this.process = spawn(process.execPath, [...NODE_FLAGS, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
      timeout: 300_000,
    });
    this.process.stdout?.on('data', (piece: Buffer) => (this.out += piece.toString()));
    this.process.stderr?.on('data', (piece: Buffer) => (this.err += piece.toString()));
    this.ended = new Promise((resolve) => this.process.once('close', (code) => resolve({ code, out: this.out, err: this.err })));
  }

  /** Over this folder, on ports that are free, as soon as it says that it is ready. */
  static start(data: string, ...args: readonly string[]): Promise<CollectorChild> {
    return CollectorChild.startWith({}, data, ...args);
  }

  static startBuilt(data: string): Promise<CollectorChild> {
    return new CollectorChild(onFreePorts(data), {}, BUILT).#ready();
  }

  static startWith(env: NodeJS.ProcessEnv, data: string, ...args: readonly string[]): Promise<CollectorChild> {
    return new CollectorChild([...onFreePorts(data), ...args], env).#ready();
  }

  async #ready(): Promise<this> {
    const late = setTimeout(() => this.process.kill('SIGKILL'), LIMIT_MS);
    const ready = new Promise<void>((resolve) => this.process.stdout?.on('data', () => this.out.includes('Ctrl-C') && resolve()));
    await Promise.race([ready, this.ended]);
    clearTimeout(late);
    if (!this.out.includes('Ctrl-C')) throw new Error(`the collector did not start: ${this.err}`);
    return this;
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
