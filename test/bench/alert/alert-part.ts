/** How soon every sink of a collector knows of an alert: with nothing else to do, and while a long log arrives. docs/goals.md G10. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeTreeHasher } from '../../../core/hash/node-hash.ts';
import { inclusionProof } from '../../../shared/log/tree/proof.ts';
import { writeTlogProof } from '../../../shared/log/verify/tlog-proof.ts';
import { CollectorChild } from '../../collector/program/collector-child.ts';
import { until } from '../../harness/base/until.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { StationLog } from '../../harness/collector/station-log.ts';
import { loadsOf, type StationLoad, send } from '../ingest/ingest-load.ts';
import { beside, figure, type Part, percentile } from '../measure/figure.ts';
import { AlertSinks, type Arrivals } from './alert-sinks.ts';

const FOLDER = join(import.meta.dirname, '../../../out/bench');
const EVERY_MS = 100;
const MOST_P99_MS = 5_000;
const PATIENCE_MS = 60_000;

interface Sent {
  readonly id: string;
  readonly at: number;
}

/** `alerts` of each kind; the long log has `entries`. Throws where an alert does not come to every sink. */
export async function measureAlerts(entries: number, alerts: number): Promise<Part> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'alert-'));
  const sinks = await AlertSinks.start(folder);
  try {
    const urgent = new StationLog(20, 3 + 2 * alerts, 0, (seq) => ({ act: 'request.declare', out: 'ok', cer: `r_${seq}`, inc: 'INC-1' }));
    const [load] = loadsOf(1, entries);
    if (load === undefined) throw new Error('no load');
    const collector = await started(join(folder, 'data'), sinks, [urgent, load.station]);
    try {
      const bodies = alertBodies(urgent, 2 * alerts);
      const quiet = await sendAlerts(collector.port, bodies.slice(0, alerts), () => false);
      const alone = await latencies(quiet, sinks.arrivals, sinks.sinks.length);
      const bulk = uploading(collector.port, load);
      const busy = await sendAlerts(collector.port, bodies.slice(alerts), bulk.isOver);
      await bulk.done;
      const loaded = await latencies(busy, sinks.arrivals, sinks.sinks.length);
      const note = `from the request to the last of ${sinks.sinks.length} sinks, two of which get every entry too; ${entries} entries arrive`;
      const control = figure('an alert at every sink, nothing else to do', 'ms', alone);
      return {
        figures: [beside(figure('an alert at every sink, during an upload', 'ms', loaded), control, note)],
        checks: [{ name: 'ms from an alert to every sink during an upload, p99', value: percentile(loaded, 0.99), atMost: MOST_P99_MS }],
        skipped: [],
      };
    } finally {
      await collector.end();
    }
  } finally {
    await sinks.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program itself, over a folder in which these stations are let in. */
async function started(data: string, { sinks }: AlertSinks, stations: readonly StationLog[]) {
  mkdirSync(data, { mode: 0o700 });
  const before = await RunningCollector.start(data);
  for (const station of stations) await station.enrol(before);
  await before.stop();
  writeFileSync(join(data, 'collector.json'), JSON.stringify({ name: 'collector.example/m1', sinks }));
  const child = await CollectorChild.startBuilt(data);
  return { port: Number(new URL(child.line('stations')).port), end: () => child.end() };
}

function alertBodies(station: StationLog, count: number): Uint8Array[] {
  const log = station.log(3 + count);
  return Array.from({ length: count }, (_, i) => {
    const index = 3 + i;
    const proof = inclusionProof(log.leafHashes, index, nodeTreeHasher);
    return writeTlogProof({ index, proof, checkpoint: log.checkpoint, extra: new Uint8Array(log.leaves[index] ?? []) });
  });
}

function uploading(port: number, load: StationLoad): { readonly done: Promise<unknown>; isOver(): boolean } {
  let over = false;
  const done = send(port, load).finally(() => {
    over = true;
  });
  return { done, isOver: () => over };
}

/** One after another, until none is left or `enough` says so; at least one. */
async function sendAlerts(port: number, bodies: readonly Uint8Array[], enough: () => boolean): Promise<Sent[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const sent: Sent[] = [];
  try {
    for (const body of bodies) {
      const at = performance.now();
      sent.push({ id: await raised(agent, port, body), at });
      if (enough()) break;
      await sleep(Math.max(0, EVERY_MS - (performance.now() - at))); // the pace that is measured
    }
  } finally {
    agent.destroy();
  }
  return sent;
}

function raised(agent: Agent, port: number, body: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/v1/alert', method: 'POST', agent }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => {
        if (response.statusCode === 202) resolve(String(JSON.parse(text).id));
        else reject(new Error(`the collector answered ${response.statusCode} to an alert: ${text}`));
      });
    });
    asked.on('error', reject).end(body);
  });
}

/** For each alert the milliseconds until the last sink had it. */
async function latencies(sent: readonly Sent[], arrivals: Arrivals, sinks: number): Promise<number[]> {
  const last = ({ id }: Sent): number | null => {
    const at = [...arrivals.values()].flatMap((seen) => seen.get(id) ?? []);
    return at.length < sinks ? null : Math.max(...at);
  };
  await until(
    () => sent.every((one) => last(one) !== null),
    PATIENCE_MS,
    () => `an alert did not come to all ${sinks} sinks`,
  );
  return sent.map((one) => (last(one) ?? Number.NaN) - one.at);
}
