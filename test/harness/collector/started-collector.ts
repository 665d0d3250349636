import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { NODE_FLAGS } from '../../../collector/program/node-flags.ts';
import { bundled } from '../base/bundled.ts';

/** A collector in a process of its own. */
export class StartedCollector {
  readonly port: number;
  /** The positions that its sink was given. */
  readonly fed: number[] = [];
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** `args`: those of collector-process.ts. */
  static async start(...args: readonly string[]): Promise<StartedCollector> {
    const child = spawn(process.execPath, [...NODE_FLAGS, await bundled('test/harness/collector/collector-process.ts'), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown];
    if (typeof line !== 'string') throw new Error('the collector ended before it began');
    const started = new StartedCollector(child, Number(line));
    lines.on('line', (pos) => started.fed.push(Number(pos)));
    return started;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The processor time that it has taken, ms; null where the system does not tell it as Linux does. */
  get processorMs(): number | null {
    if (process.platform !== 'linux') return null;
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // In user and system mode, each in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  async kill(): Promise<void> {
    if (!this.alive) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
