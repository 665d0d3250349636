/** What the feeds go through, and how far each is, in the collector's own database. */

import { AppError } from '../../shared/base/app-error.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import type { Severity } from '../../shared/log/leaf/alerting.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import type { Collector } from '../ground/collector.ts';
import { alertSentence } from '../store/alert-sentence.ts';
import { type Alert, type AlertKind, raise } from '../store/alerts.ts';
import { leavesFrom } from '../store/bundles.ts';
import type { ReadHandle, Writer } from '../store/database.ts';
import { appendOwn, type OwnDraft } from '../store/own-log.ts';
import { lastPosition } from '../store/positions.ts';
import type { AlertItem, EntryItem, FeedItem } from './feed-item.ts';
import { entriesLane, type SinkLedger, type SinkWants, sinkOfLane } from './sink-ledger.ts';

interface EventRow {
  readonly pos: number;
  readonly log: number;
  readonly seq: number;
  readonly hash: string;
  readonly wall: number;
  readonly received_at: number;
  readonly name: string;
  readonly origin: string;
}

interface AlertRow {
  readonly pos: number;
  readonly id: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly drill: number;
  readonly about: string;
  readonly log: number | null;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly leaf: Uint8Array | null;
  readonly wall: number | null;
  readonly raised_at: number;
  readonly name: string | null;
  readonly origin: string | null;
}

const EVENTS = `SELECT e.pos, e.log, e.seq, e.hash, e.wall, e.received_at, l.name, l.origin
  FROM event e JOIN log l ON l.n = e.log WHERE e.pos > ? AND e.pos <= ? AND (e.drill + e.practice = 0 OR ? = 1) ORDER BY e.pos LIMIT ?`;
const ALERTS = `SELECT a.pos, a.id, a.kind, a.severity, a.drill, a.about, a.log, a.seq, a.hash, a.leaf, a.wall, a.raised_at, l.name, l.origin
  FROM alert a LEFT JOIN log l ON l.n = a.log WHERE a.pos > ? AND a.pos <= ? AND (a.drill = 0 OR ? = 1) ORDER BY a.pos LIMIT ?`;

/** The ledger of sinks in the collector’s database. */
export function sinkLedger({ db, keys, now }: Collector): SinkLedger {
  const say = (tx: Writer, draft: OwnDraft): Promise<void> => appendOwn(tx, keys.heads, now(), [draft]);
  return {
    cursor: async (sink) => (await db.one<{ pos: number }>('SELECT pos FROM sink WHERE name = ?', sink))?.pos ?? 0,
    items: (after, limit, wanted) => itemsAfter(db, after, limit, wanted),
    delivered: (sink, pos) => db.transaction((tx) => moveCursor(tx, sink, pos)),
    dead: (sink, pos, reason) =>
      db.transaction(async (tx) => {
        await moveCursor(tx, sink, pos);
        await tx.insert('dead_letter', ['sink', 'pos', 'at', 'why'], [[sink, pos, now(), reason]]);
      }),
    failingSince: async (sink) =>
      (await db.one<{ failing_since: number | null }>('SELECT failing_since FROM sink WHERE name = ?', sink))?.failing_since ?? null,
    failing: (sink, since, why) =>
      db.transaction(async (tx) => {
        const first = (await failingLane(tx, sink)) === null;
        await moveCursor(tx, sink, 0);
        await tx.run('UPDATE sink SET failing_since = ?, why = ? WHERE name = ?', since, why, sink);
        if (first) await raise(tx, now(), ofSink('sink_failing', 'high', `${sinkOfLane(sink)}/${since}`));
        await say(tx, { act: 'sink.failing', d: { sink, why: why.slice(0, 512) } });
      }),
    recovered: (sink) =>
      db.transaction(async (tx) => {
        const since = await failingLane(tx, sink);
        await tx.run('UPDATE sink SET failing_since = NULL, why = NULL WHERE name = ?', sink);
        if (since !== null && (await failingLane(tx, sink)) === null)
          await raise(tx, now(), ofSink('sink_recovered', 'low', `${sinkOfLane(sink)}/${since}`));
        await say(tx, { act: 'sink.recovered', d: { sink } });
      }),
  };
}

function ofSink(kind: 'sink_failing' | 'sink_recovered', severity: Severity, about: string): Alert {
  return { kind, about, severity, drill: false, log: null, entry: null };
}

/** Since when the sink has been failing in any of its lanes, or null. An outage raises one alert. */
async function failingLane(db: ReadHandle, lane: string): Promise<number | null> {
  const sink = sinkOfLane(lane);
  const lanes = [sink, entriesLane(sink)];
  const row = await db.one<{ since: number | null }>('SELECT MIN(failing_since) AS since FROM sink WHERE name IN (?, ?)', ...lanes);
  return row?.since ?? null;
}

/** Never back: what was delivered is done with. */
async function moveCursor(tx: Writer, sink: string, pos: number): Promise<void> {
  if ((await tx.run('UPDATE sink SET pos = CASE WHEN pos < ? THEN ? ELSE pos END WHERE name = ?', pos, pos, sink)) === 0)
    await tx.insert('sink', ['name', 'pos'], [[sink, pos]]);
}

/** Entries and alerts are asked for one after the other: up to a position that was given out before, so that none is passed over that came meanwhile. */
async function itemsAfter(db: ReadHandle, after: number, limit: number, { events, drills }: SinkWants): Promise<FeedItem[]> {
  const upTo = await lastPosition(db);
  const asked = [after, upTo, drills ? 1 : 0, limit] as const;
  const entries = events === 'alerts' ? [] : await db.all<EventRow>(EVENTS, ...asked);
  const alerts = events === 'entries' ? [] : await db.all<AlertRow>(ALERTS, ...asked);
  const rows = [...entries, ...alerts].sort((a, b) => a.pos - b.pos).slice(0, limit);
  const items: FeedItem[] = [];
  const leaves = new LeafReader(db);
  for (const row of rows) items.push('kind' in row ? await alertItem(db, row) : await entryItem(db, row, leaves));
  return items;
}

/** Entries come in bundles, and are asked for one after another: a bundle is unpacked once for all of them. */
class LeafReader {
  readonly #db: ReadHandle;
  #log = 0;
  #from = 0;
  #leaves: readonly Uint8Array[] = [];

  constructor(db: ReadHandle) {
    this.#db = db;
  }

  /** Throws `log.unknown_entry` where an indexed entry is not here. */
  async read(log: number, seq: number): Promise<Uint8Array> {
    if (log !== this.#log || this.#leaves[seq - this.#from] === undefined)
      [this.#log, this.#from, this.#leaves] = [log, seq, await leavesFrom(this.#db, log, seq)];
    const leaf = this.#leaves[seq - this.#from];
    if (leaf === undefined) throw new AppError('log.unknown_entry', 'an indexed entry is not here');
    return leaf;
  }
}

async function entryItem(
  db: ReadHandle,
  { pos, log, seq, hash, wall, received_at, name, origin }: EventRow,
  leaves: LeafReader,
): Promise<EntryItem> {
  const leaf = await leaves.read(log, seq);
  const said = await wordsOf(db, log, seq);
  const at = { pos, station: name, receivedAt: received_at, lateMs: received_at - wall, said };
  return { ...at, kind: 'entry', entry: parseEntry(leaf), leaf: copyOf(leaf), leafHash: hash, origin, alert: null };
}

async function alertItem(db: ReadHandle, row: AlertRow): Promise<AlertItem> {
  const entry = row.leaf === null ? null : parseEntry(row.leaf);
  const said = row.log === null || row.seq === null ? {} : await wordsOf(db, row.log, row.seq);
  return {
    pos: row.pos,
    station: row.name ?? 'collector',
    receivedAt: row.raised_at,
    lateMs: row.wall === null ? 0 : row.raised_at - row.wall,
    said,
    kind: 'alert',
    entry,
    leaf: row.leaf === null ? null : copyOf(row.leaf),
    leafHash: row.hash,
    origin: row.origin,
    alert: {
      id: row.id,
      kind: entry?.act ?? row.kind,
      severity: row.severity,
      sentence: alertSentence(row, entry),
      drill: row.drill === 1,
    },
  };
}

async function wordsOf(db: ReadHandle, log: number, seq: number): Promise<Record<string, string>> {
  const rows = await db.all<{ path: string; value: string }>('SELECT path, value FROM disclosure WHERE log = ? AND seq = ?', log, seq);
  return Object.fromEntries(rows.map(({ path, value }) => [path, value]));
}
