/** A page of a collector that has received very much: nothing that is asked looks through a whole table. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Value } from '../../../collector/store/database.ts';
import { ConsoleSite, type Visitor } from '../../harness/collector/console-site.ts';
import { consoleTimes } from '../../harness/collector/console-times.ts';
import { fillCollector } from '../../harness/collector/large-collector.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import type { TestStation } from '../../harness/collector/test-station.ts';

/** `READER_STATIONS=100 READER_ENTRIES=10000 vitest run …` measures what a reader waits for, with a line for each kind of answer. */
const STATIONS = Number(process.env['READER_STATIONS'] ?? 3);
const ENTRIES = Number(process.env['READER_ENTRIES'] ?? 700);
const LONG = STATIONS * ENTRIES >= 100_000;
const MOST_MS = 500;

let running: RunningCollector;
let site: ConsoleSite;
let mara: Visitor;
let stations: TestStation[];
const asked = new Map<string, Value[]>();

beforeAll(async () => {
  running = await RunningCollector.start();
  record(running.collector.db, asked);
  site = await ConsoleSite.start(running);
  stations = await fillCollector(running, { stations: STATIONS, each: ENTRIES });
  mara = await site.administrator();
}, 550_000);
afterAll(async () => {
  await site.stop();
  await running.end();
});

/** Remembers what is read outside of transactions, once each. */
function record(db: Database, into: Map<string, Value[]>): void {
  // Binding a generic function forgets what it is generic in.
  const all: Database['all'] = db.all.bind(db) as Database['all'];
  const one: Database['one'] = db.one.bind(db) as Database['one'];
  db.all = <Row>(sql: string, ...values: Value[]) => all<Row>(sql, ...values).finally(() => into.set(sql, values));
  db.one = <Row>(sql: string, ...values: Value[]) => one<Row>(sql, ...values).finally(() => into.set(sql, values));
}

/** These have one row for each station, or a few for each person. */
const SMALL = /^SCAN (log|l|account|a|passkey|session|challenge)\b/;

it(`answers from ${STATIONS} stations of ${ENTRIES} entries by its indexes alone`, { timeout: 300_000 }, async () => {
  expect((await mara.get('/v1/summary')).json).toMatchObject({ stations: STATIONS, entries: STATIONS * ENTRIES });
  asked.clear();
  const measured = await consoleTimes(mara, stations, { entries: ENTRIES, rounds: LONG ? 40 : 2 });
  const statements = [...asked].filter(([sql]) => sql.startsWith('SELECT'));
  expect(statements.length).toBeGreaterThan(20);
  const slow: string[] = [];
  for (const [sql, values] of statements) {
    const plan = await running.collector.db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    // MAX of a key, and a stretch of it, are both looked up; a subquery is a scan of its own few rows.
    const bad = plan.filter(
      ({ detail }) => (/^SCAN (?!counted|\(|CONSTANT)/.test(detail) && !SMALL.test(detail)) || detail.includes('TEMP B-TREE'),
    );
    if (bad.length > 0 && !/FROM (log|account)\b/.test(sql)) slow.push(`${sql}: ${bad.map(({ detail }) => detail).join('; ')}`);
  }
  expect(slow).toEqual([]);
  expect(site.problems).toEqual([]);
  if (!LONG) return;
  for (const { name, p50, p95 } of measured) console.log(`${name.padEnd(30)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  expect(measured.filter(({ p95 }) => p95 > MOST_MS)).toEqual([]);
});
