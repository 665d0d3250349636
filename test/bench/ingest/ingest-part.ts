/** How fast a collector takes entries, with every check and its index, beside bare inserts of the same rows. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Value } from '../../../collector/store/database.ts';
import { openDatabase } from '../../../collector/store/open-database.ts';
import { verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { addReceipts } from '../../../shared/log/note/receipt.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { missingForPostgres, RunningPostgres } from '../../harness/collector/running-postgres.ts';
import { StartedCollector } from '../../harness/collector/started-collector.ts';
import { beside, type Check, type Figure, figure, type Part } from '../measure/figure.ts';
import { loadsOf, type StationLoad, send } from './ingest-load.ts';

/** On the disk that the project lies on: a temporary folder may be in memory, where nothing is durable. */
const FOLDER = join(import.meta.dirname, '../../../out/bench');
const MOST_WIRE_BYTES = 100;
const LEAST_PER_SECOND = 15_000;
/** One round tells nothing of a rate. */
const ENOUGH_ROUNDS = 5;
const GROUP_BUNDLES = 8;

/** Of `entries` entries, once from one station and once from 16 at the same time, on each kind of database. */
export async function measureIngest(entries: number, rounds: number): Promise<Part> {
  mkdirSync(FOLDER, { recursive: true });
  const loads = [loadsOf(1, entries), loadsOf(16, entries / 16)];
  const missing = missingForPostgres();
  const server = missing.length === 0 ? await RunningPostgres.start(FOLDER) : null;
  const kinds: readonly (readonly [string, (folder: string) => Promise<string>])[] = [
    ['SQLite', async (folder) => `sqlite:${join(folder, 'collector.sqlite')}`],
    ...(server === null ? [] : [['PostgreSQL', async () => server.address(await server.database())] as const]),
  ];
  const figures: Figure[] = [];
  const checks: Check[] = [];
  try {
    for (const load of loads) {
      const rates = kinds.map(() => ({ ingest: [] as number[], bare: [] as number[], processor: [] as number[] }));
      for (let round = 0; round < rounds; round++) {
        for (const [i, [, fresh]] of kinds.entries()) {
          const { ingest, bare, processorMs } = await oneRound(load, fresh);
          rates[i]?.ingest.push(ingest);
          rates[i]?.bare.push(bare);
          if (processorMs !== null) rates[i]?.processor.push((processorMs * 1_000) / entries);
        }
      }
      const stations = load.length === 1 ? '1 station' : `${load.length} stations at once`;
      for (const [i, [kind]] of kinds.entries()) {
        const measured = figure(`entries received from ${stations}, ${kind}`, 'per second', rates[i]?.ingest ?? []);
        if (rounds >= ENOUGH_ROUNDS)
          checks.push({ name: `a second from ${stations}, ${kind}`, value: measured.median, atLeast: LEAST_PER_SECOND });
        const control = figure(`the same rows inserted bare, ${kind}`, 'per second', rates[i]?.bare ?? []);
        figures.push(beside(measured, control, `${entries} entries in bodies of 8,192; both wait for the disk after each 2,048`));
        const taken = rates[i]?.processor ?? [];
        if (taken.length > 0)
          figures.push(figure(`processor time of the collector for 1,000 entries from ${stations}, ${kind}`, 'ms', taken));
      }
    }
  } finally {
    await server?.end();
  }
  const [{ bodies, entries: sent } = { bodies: [], entries: 1 }] = loads[0] ?? [];
  const wire = bodies.reduce((sum, body) => sum + body.length, 0) / sent;
  return {
    figures,
    checks: [...checks, { name: 'bytes of an entry on the wire', value: wire, atMost: MOST_WIRE_BYTES }],
    skipped: server === null ? [`the collector on PostgreSQL: this machine lacks ${missing.join(', ')}`] : [],
  };
}

interface Round {
  /** Entries a second. */
  readonly ingest: number;
  readonly bare: number;
  /** What the collector took of the processors, which others share; null where the system does not tell. */
  readonly processorMs: number | null;
}

/** Throws where one is missing in the end or a receipt is not true. */
async function oneRound(loads: readonly StationLoad[], fresh: (folder: string) => Promise<string>): Promise<Round> {
  const folder = mkdtempSync(join(FOLDER, 'ingest-'));
  try {
    const address = await fresh(folder);
    const first = await RunningCollector.start(folder, address);
    for (const { station } of loads) await station.enrol(first);
    const { receipts } = first.collector.keys;
    await first.stop();
    const collector = await StartedCollector.start(folder, address);
    const entries = loads.reduce((sum, load) => sum + load.entries, 0);
    let from = 0;
    let answers: readonly string[] = [];
    let processorMs: number | null = null;
    const idleMs = collector.processorMs ?? 0;
    try {
      from = performance.now();
      answers = await Promise.all(loads.map((load) => send(collector.port, load)));
      from = performance.now() - from;
      processorMs = collector.processorMs;
    } finally {
      await collector.kill();
    }
    for (const [i, { station, entries: size }] of loads.entries())
      addReceipts(station.log(size).checkpoint, answers[i] ?? '', { log: station.signer.key, collectors: [receipts.key] }, verifyEd25519);
    const db = await openDatabase(address);
    const rows = await rowsIn(db);
    await db.close();
    if (rows.events.length !== entries) throw new Error(`${rows.events.length} of ${entries} entries arrived`);
    return {
      processorMs: processorMs === null ? null : processorMs - idleMs,
      ingest: (entries * 1_000) / from,
      bare: (entries * 1_000) / (await bareInserts(rows, await fresh(mkdtempSync(join(folder, 'bare-'))))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Row = Readonly<Record<string, Value>>;
interface Rows {
  readonly bundles: readonly Row[];
  readonly events: readonly Row[];
}

async function rowsIn(db: Database): Promise<Rows> {
  return {
    bundles: await db.all<Row>('SELECT * FROM bundle ORDER BY log, start'),
    events: await db.all<Row>('SELECT * FROM event ORDER BY log, seq'),
  };
}

/** Milliseconds, with as many rows in a transaction as a collector takes. */
async function bareInserts({ bundles, events }: Rows, address: string): Promise<number> {
  const db = await openDatabase(address);
  const eventColumns = Object.keys(events[0] ?? {});
  const bundleColumns = Object.keys(bundles[0] ?? {});
  const values = (rows: readonly Row[], columns: readonly string[]) => rows.map((row) => columns.map((column) => row[column] ?? null));
  const from = performance.now();
  for (let at = 0, done = 0; at < bundles.length; at += GROUP_BUNDLES) {
    const some = bundles.slice(at, at + GROUP_BUNDLES);
    const count = some.reduce((sum, row) => sum + Number(row['count']), 0);
    await db.transaction(async (tx) => {
      await tx.insert('bundle', bundleColumns, values(some, bundleColumns));
      await tx.insert('event', eventColumns, values(events.slice(done, done + count), eventColumns));
    });
    done += count;
  }
  const took = performance.now() - from;
  await db.close();
  return took;
}
