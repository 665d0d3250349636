/** A page of a collector that has received very much is answered as soon as that of one which has not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillCollector } from '../../harness/large-collector.ts';
import { readerTimes } from '../../harness/reader-times.ts';
import { RunningCollector } from '../running-collector.ts';
import { ReaderSite, type Visitor } from './reader-site.ts';
import type { TestStation } from './test-station.ts';

/** `READER_STATIONS=100 READER_ENTRIES=10000` is the long form, with a line for each kind of answer. */
const STATIONS = Number(process.env['READER_STATIONS'] ?? 10);
const ENTRIES = Number(process.env['READER_ENTRIES'] ?? 2_000);
const MOST_MS = 250;

let running: RunningCollector;
let site: ReaderSite;
let mara: Visitor;
let stations: TestStation[];
beforeAll(async () => {
  running = await RunningCollector.start();
  site = await ReaderSite.start(running);
  stations = await fillCollector(running, { stations: STATIONS, each: ENTRIES });
  mara = await site.administrator();
}, 500_000);
afterAll(async () => {
  await site.stop();
  await running.end();
});

it(`with ${STATIONS} stations of ${ENTRIES} entries each answer comes within ${MOST_MS} ms at p95`, { timeout: 300_000 }, async () => {
  expect((await mara.get('/v1/summary')).json).toMatchObject({ stations: STATIONS, entries: STATIONS * ENTRIES });
  const measured = await readerTimes(mara, stations, { entries: ENTRIES, rounds: STATIONS > 10 ? 40 : 10 });
  if (STATIONS > 10)
    for (const { name, p50, p95 } of measured) console.log(`${name.padEnd(30)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  expect(measured.filter(({ p95 }) => p95 > MOST_MS)).toEqual([]);
  expect(site.problems).toEqual([]);
});
