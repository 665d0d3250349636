/** A collector's process that takes one bundle: `FOLDER FILE`. Prints what `ImportCost` says, as JSON. */
import { createReadStream, readFileSync } from 'node:fs';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import type { ImportCost } from './import-cost.ts';

const [folder = '', file = ''] = process.argv.slice(2);
const memory = (name: 'VmRSS' | 'VmHWM') =>
  Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;

const running = await RunningCollector.start(folder);
const restMiB = memory('VmRSS');
const from = performance.now();
const { taken } = await importBundle(running.collector, createReadStream(file));
const cost: ImportCost = { taken, restMiB, peakMiB: memory('VmHWM'), ms: performance.now() - from };
await running.stop();
process.stdout.write(JSON.stringify(cost));
process.exit(0);
