/** What it costs a collector to take a bundle: measured in a process of its own. Linux only. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from '../../harness/base/bundled.ts';
import { freshFolder, RunningCollector } from '../../harness/collector/running-collector.ts';
import { bundleOf } from '../../harness/collector/sample-bundle.ts';
import { quietDrafts } from '../../harness/log/quiet-log.ts';
import { type SampleLog, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

export interface ImportCost {
  readonly taken: number;
  /** What the process holds before the bundle comes, and the most that it ever held. */
  readonly restMiB: number;
  readonly peakMiB: number;
  readonly ms: number;
}

/** A bundle of so many entries as a station writes them, taken by a collector that has none of them. */
export async function importCost(entries: number): Promise<ImportCost> {
  return costOf(sampleLog(quietDrafts(entries - 1)));
}

async function costOf(log: SampleLog): Promise<ImportCost> {
  const folder = freshFolder();
  try {
    const running = await RunningCollector.start(folder);
    await running.enrol(signedLog(log.leaves.slice(0, 1)));
    const file = join(folder, 'log.hsync');
    writeFileSync(file, await bundleOf(log, { collector: running.collector.keys.heads.key }));
    await running.stop();
    return await taken(folder, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function taken(folder: string, file: string): Promise<ImportCost> {
  const child = spawn(process.execPath, [await bundled('test/collector/carry/import-child.ts'), folder, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (part) => {
    said += String(part);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(said) as ImportCost; // written by the child
}
