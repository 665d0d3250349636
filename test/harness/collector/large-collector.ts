/** A collector that has received very much: written into its database as stations' uploads would have, in their order of arrival. */
import { addBundles, bundleOf } from '../../../collector/store/bundles.ts';
import { index, indexed, type ReceivedEvent } from '../../../collector/store/events.ts';
import { nodeTreeHasher } from '../../../core/hash/node-hash.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { toIso } from '../../../shared/base/instant.ts';
import { type Entry, parseEntry } from '../../../shared/log/leaf/entry.ts';
import { jcs } from '../../../shared/log/leaf/jcs.ts';
import { receiptLine } from '../../../shared/log/note/receipt.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot, frontierText } from '../../../shared/log/tree/frontier.ts';
import type { RunningCollector } from './running-collector.ts';
import { incident, TestStation } from './test-station.ts';

const PACKAGE = 256;
/** How many entries lie between one incident and the next. */
const QUIET = 480;
const SECOND = 1_000;

/** One station's log while it is written. */
interface Growing {
  readonly n: number;
  readonly station: TestStation;
  readonly entries: Iterator<Entry>;
  frontier: Frontier;
}

/** `stations` logs of `each` entries, the last one a second ago: an emergency or a drill every few hundred. Every head has its receipt. */
export async function fillCollector(
  running: RunningCollector,
  { stations, each }: { readonly stations: number; readonly each: number },
): Promise<TestStation[]> {
  const all: Growing[] = [];
  for (let n = 1; n <= stations; n++) {
    const station = await new TestStation({ seed: 100 + n, name: `Station ${String(n).padStart(3, '0')}` }).enrol(running);
    all.push({ n, station, entries: story(station, n, each), frontier: EMPTY_FRONTIER });
  }
  for (let start = 0; start < each; start += PACKAGE)
    for (const one of all) await receive(running, one, start, Math.min(PACKAGE, each - start));
  return all.map(({ station }) => station);
}

async function receive({ collector }: RunningCollector, growing: Growing, start: number, count: number): Promise<void> {
  const { n, station } = growing;
  const received: ReceivedEvent[] = [];
  for (let i = 0; i < count; i++) {
    const { value: entry } = growing.entries.next();
    const leaf = utf8(jcs(entry));
    received.push({ entry, leaf, hash: nodeTreeHasher.leaf(leaf) });
  }
  const hashes = received.map(({ hash }) => hash);
  for (const hash of hashes) growing.frontier = appendLeaf(growing.frontier, hash, nodeTreeHasher);
  const { size } = growing.frontier;
  const root = frontierRoot(growing.frontier, nodeTreeHasher);
  const checkpoint = station.signed(size, root);
  await collector.db.transaction(async (tx) => {
    const at = collector.now();
    const leaves = received.map(({ leaf }) => leaf);
    await addBundles(tx, n, [bundleOf(start, leaves, hashes)]);
    await index(
      tx,
      at,
      received.map((one) => indexed(n, one)),
    );
    const time = Math.floor(at / 1000);
    const note = checkpoint + receiptLine({ origin: station.origin, size, root }, time, collector.keys.receipts);
    await tx.run(
      'UPDATE log SET size = ?, root = ?, note = ?, next = ?, frontier = ?, receipt_time = ?, received_at = ?, seen_at = ? WHERE n = ?',
      size,
      root,
      checkpoint,
      size,
      frontierText(growing.frontier),
      time,
      at,
      at,
      n,
    );
    await tx.insert('receipt', ['log', 'size', 'time', 'note'], [[n, size, time, note]]);
  });
}

/** Entries as a station writes them: incidents, and between them what happens every day. */
function* story(station: TestStation, n: number, each: number): Generator<Entry, never> {
  const pattern = new TestStation({ seed: 100 + n, name: station.name });
  const begin = Date.now() - each * SECOND;
  yield parseEntry(pattern.leaves[0] ?? new Uint8Array());
  incident(pattern, { cer: 'r', inc: 'INC-1', drill: n % 4 === 0, at: begin, until: 'closed' });
  pattern
    .add({ act: 'config.change', out: 'ok', d: { n } })
    .add({ act: 'log.verify', out: 'ok', who: [{ id: `m_${n}`, role: 'auditor', am: ['key'], key: null }] });
  const told = pattern.leaves.slice(1).map((leaf) => parseEntry(leaf));
  const [quiet, noisy] = [told.slice(-2), told.slice(0, -2)];
  for (let seq = 1; ; seq++) {
    const [round, step] = [Math.floor(seq / QUIET), seq % QUIET];
    const entry = (step < noisy.length ? noisy[step] : quiet[seq % 2]) ?? (quiet[0] as Entry); // both have entries
    const ref = entry.ref === null ? null : seq - 1;
    const named = entry.cer === null ? {} : { cer: `r_${n}_${round}`, inc: `INC-${n}-${round}` };
    yield { ...entry, ...named, seq, ref, t: { ...entry.t, wall: toIso(begin + seq * SECOND) } };
  }
}

/** How long each of the answers took, ms, sorted. */
export async function times(
  count: number,
  ask: (round: number) => Promise<unknown>,
): Promise<{ readonly p50: number; readonly p95: number }> {
  const all: number[] = [];
  for (let round = 0; round < count; round++) {
    const begun = performance.now();
    await ask(round);
    all.push(performance.now() - begun);
  }
  all.sort((a, b) => a - b);
  const at = (part: number): number => all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
