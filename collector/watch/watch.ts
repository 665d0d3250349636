/** Alerts about what did not happen. Each is raised once, and again every week while it lasts; its end raises another. */

import { isAppError } from '../../shared/base/app-error.ts';
import type { Instant } from '../../shared/base/instant.ts';
import { parseOrigin } from '../../shared/log/leaf/origin.ts';
import type { Collector } from '../ground/collector.ts';
import { type Alert, type AlertKind, raise } from '../store/alerts.ts';
import type { ReadHandle, Writer } from '../store/database.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AGAIN_MS = 7 * DAY_MS;
/** A station's tries are at most 15 minutes apart: a collector that was away hears of all of them before it says that one is silent. */
const GRACE_MS = 20 * 60_000;

/** When silence, overdue drills and missing entries are told. */
export interface WatchPolicy {
  /** 0 for never. */
  silenceHours(station: WatchedLog): number;
  drillDays(station: WatchedLog): number;
  readonly missingMinutes: number;
}

/** What the watch knows of a log. */
export interface WatchedLog {
  readonly n: number;
  readonly origin: string;
  readonly name: string;
  readonly practice: number;
  readonly seen_at: Instant;
  readonly decided_at: Instant | null;
  readonly size: number;
  readonly next: number;
}

/** Since when this process listens, and since when it knows that entries are missing, by log. */
export interface Watching {
  readonly since: Instant;
  readonly missing: Map<number, Instant>;
}

const LOGS = `SELECT n, origin, name, practice, seen_at, decided_at, size, next FROM log WHERE state = 'active' ORDER BY n`;

/** Looks once at every station, and raises what there is to tell. */
export async function watchOnce(collector: Collector, policy: WatchPolicy, watching: Watching): Promise<void> {
  const { db, now } = collector;
  const at = now();
  const logs = await db.all<WatchedLog>(LOGS);
  const alerts = [
    ...(await silence(db, logs, policy, at, watching.since)),
    ...(await drills(db, logs, policy, at)),
    ...(await missing(db, logs, policy, at, watching.missing)),
  ];
  const fresh: Alert[] = [];
  for (const alert of alerts) if (!(await known(db, alert.kind, alert.about))) fresh.push(alert);
  if (fresh.length === 0) return;
  await db.transaction(async (tx: Writer) => {
    for (const alert of fresh) await raise(tx, at, alert);
  });
}

async function silence(db: ReadHandle, logs: readonly WatchedLog[], policy: WatchPolicy, at: Instant, since: Instant): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (const log of logs) {
    const last = Math.max(log.seen_at, log.decided_at ?? 0);
    const hours = policy.silenceHours(log);
    const over = at - last - hours * HOUR_MS;
    if (hours > 0 && over > 0) {
      if (at - since >= GRACE_MS) alerts.push(alertOf('station_silent', log, again(`${log.n}/${last}`, over)));
      continue;
    }
    const before = await lastOf(db, 'station_silent', log.n);
    if (before !== null && Number(before) < last) alerts.push(alertOf('station_heard', log, `${log.n}/${before}`));
  }
  return alerts;
}

/** A drill at any station of a vault counts for the vault. */
async function drills(db: ReadHandle, logs: readonly WatchedLog[], policy: WatchPolicy, at: Instant): Promise<Alert[]> {
  const held = await db.all<{ log: number; at: Instant }>(
    "SELECT log, MAX(CASE WHEN wall < received_at THEN wall ELSE received_at END) AS at FROM event WHERE act = 'drill.result' GROUP BY log",
  );
  const drillOf = new Map(held.map(({ log, at: when }) => [log, when]));
  const vaults = Map.groupBy(
    logs.filter(({ practice }) => practice === 0),
    vaultOf,
  );
  const alerts: Alert[] = [];
  for (const [vault, stations] of vaults) {
    const log = stations.reduce((a, b) => (b.seen_at > a.seen_at ? b : a));
    const days = Math.min(...stations.map((station) => policy.drillDays(station) || Number.POSITIVE_INFINITY));
    const enrolled = Math.min(...stations.map(({ decided_at, seen_at }) => decided_at ?? seen_at));
    const last = Math.max(enrolled, ...stations.map(({ n }) => drillOf.get(n) ?? 0));
    const over = at - last - days * DAY_MS;
    if (over > 0) {
      alerts.push(alertOf('drill_overdue', log, again(`${vault}/${last}`, over)));
      continue;
    }
    const before = await lastOf(db, 'drill_overdue', ...stations.map(({ n }) => n));
    if (before !== null && Number(before) < last) alerts.push(alertOf('drill_held', log, `${vault}/${before}`));
  }
  return alerts;
}

async function missing(
  db: ReadHandle,
  logs: readonly WatchedLog[],
  { missingMinutes }: WatchPolicy,
  at: Instant,
  since: Map<number, Instant>,
): Promise<Alert[]> {
  if (missingMinutes === 0) return [];
  const alerts: Alert[] = [];
  for (const log of logs) {
    if (log.next < log.size) {
      const first = since.get(log.n) ?? at;
      since.set(log.n, first);
      if (at - first >= missingMinutes * 60_000) alerts.push(alertOf('entries_missing', log, `${log.n}/${log.size}`));
      continue;
    }
    since.delete(log.n);
    const before = await lastOf(db, 'entries_missing', log.n);
    if (before !== null && Number(before) <= log.next) alerts.push(alertOf('entries_arrived', log, `${log.n}/${before}`));
  }
  return alerts;
}

/** Another alert of the same outage for every week that it has lasted. */
function again(about: string, over: number): string {
  const weeks = Math.floor(over / AGAIN_MS);
  return weeks === 0 ? about : `${about}/${weeks}`;
}

const SEVERITY = {
  station_silent: 'high',
  station_heard: 'low',
  drill_overdue: 'medium',
  drill_held: 'low',
  entries_missing: 'high',
  entries_arrived: 'low',
} as const;

function alertOf(kind: keyof typeof SEVERITY, { n, practice }: WatchedLog, about: string): Alert {
  const drill = practice === 1;
  return { kind, about, severity: drill ? 'info' : SEVERITY[kind], drill, log: n, entry: null };
}

async function known(db: ReadHandle, kind: AlertKind, about: string): Promise<boolean> {
  return (await db.one('SELECT pos FROM alert WHERE kind = ? AND about = ?', kind, about)) !== null;
}

/** The second part of what the newest alert of this kind about one of these logs was about, or null. */
async function lastOf(db: ReadHandle, kind: AlertKind, ...logs: readonly number[]): Promise<string | null> {
  const sql = `SELECT about FROM alert WHERE kind = ? AND log IN (${logs.map(() => '?').join(', ')}) ORDER BY pos DESC LIMIT 1`;
  const row = await db.one<{ about: string }>(sql, kind, ...logs);
  return row?.about.split('/')[1] ?? null;
}

/** The vault of a log. A log whose origin has another form counts as a vault of its own. */
function vaultOf({ origin }: WatchedLog): string {
  try {
    return parseOrigin(origin).vault;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return origin.replaceAll('/', '.');
  }
}
