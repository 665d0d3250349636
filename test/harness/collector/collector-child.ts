import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TrustedKeys } from '../../../shared/log/note/receipt.ts';
import { bundled } from '../base/bundled.ts';
import { type SampleLog, SIGNER } from '../log/sample-log.ts';
import { RunningCollector } from './running-collector.ts';

export interface CollectorChild {
  readonly child: ChildProcess;
  readonly port: number;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<unknown>;
}

/** What a station knows of a collector that it is enrolled at. */
export interface Known {
  readonly keys: TrustedKeys;
  readonly pin: string;
}

/** Makes a collector in this folder that has let this log in, and is not running. */
export async function enrolledAt(folder: string, log: SampleLog): Promise<Known> {
  const running = await RunningCollector.start(folder);
  await running.enrol(log);
  const known = { keys: { log: SIGNER.key, collectors: running.keys.collectors }, pin: running.collector.spki ?? '' };
  await running.stop();
  return known;
}

/** The collector over this folder, in a process of its own. Rejects when it ends before it listens. */
export async function spawnCollector(folder: string): Promise<CollectorChild> {
  const child = spawn(process.execPath, [await bundled('test/harness/collector/collector-process.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString())));
    child.once('exit', () => reject(new Error('the collector ended before it began')));
  });
  return { child, port, ended };
}

/** The most memory that the process ever held, MiB. Linux only. */
export function peakMiB({ pid }: ChildProcess): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(line) / 1024;
}
