import { randomBytes } from 'node:crypto';
import type { Severity } from '../../shared/log/leaf/alerting.ts';
import type { ReadHandle, Writer } from './database.ts';
import { takePositions } from './positions.ts';

/** What is told. `station_heard`, `drill_held`, `entries_arrived` and `sink_recovered` say that the one before each is over. */
export type AlertKind =
  | 'entry'
  | 'fork'
  | 'escalated'
  | 'log_frozen'
  | 'weak_key'
  | 'late_head'
  | 'sink_failing'
  | 'sink_recovered'
  | 'station_silent'
  | 'station_heard'
  | 'drill_overdue'
  | 'drill_held'
  | 'entries_missing'
  | 'entries_arrived';

/** Something to be told, before it is stored. */
export interface Alert {
  readonly kind: AlertKind;
  /** What it is about: with `kind`, the same alert is raised once. */
  readonly about: string;
  readonly severity: Severity;
  readonly drill: boolean;
  readonly log: number | null;
  readonly entry: {
    readonly seq: number;
    readonly hash: string;
    readonly leaf: Uint8Array;
    readonly act: string;
    readonly cer: string | null;
    readonly wall: number;
  } | null;
}

/** An alert as it is stored. */
export interface AlertRow {
  readonly pos: number;
  readonly id: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly drill: number;
  readonly log: number | null;
  readonly seq: number | null;
  readonly act: string | null;
  readonly raised_at: number;
  readonly wall: number | null;
}

const COLUMNS = 'pos, id, kind, severity, drill, log, seq, act, raised_at, wall';

/** The alert of this kind about this, new or as it is known. */
export async function raise(tx: Writer, at: number, alert: Alert): Promise<{ readonly id: string; readonly known: boolean }> {
  const known = await tx.one<AlertRow>(`SELECT ${COLUMNS} FROM alert WHERE kind = ? AND about = ?`, alert.kind, alert.about);
  if (known !== null) return { id: known.id, known: true };
  const id = `a_${randomBytes(12).toString('base64url')}`;
  const pos = await takePositions(tx, 1);
  const { entry } = alert;
  await tx.insert(
    'alert',
    ['pos', 'id', 'kind', 'severity', 'drill', 'log', 'about', 'seq', 'hash', 'leaf', 'act', 'cer', 'wall', 'raised_at', 'state'],
    [
      [
        pos,
        id,
        alert.kind,
        alert.severity,
        alert.drill ? 1 : 0,
        alert.log,
        alert.about,
        entry?.seq ?? null,
        entry?.hash ?? null,
        entry?.leaf ?? null,
        entry?.act ?? null,
        entry?.cer ?? null,
        entry?.wall ?? null,
        at,
        'open',
      ],
    ],
  );
  return { id, known: false };
}

/** After `pos`, in the order in which they were raised. */
export function alertsAfter(db: ReadHandle, pos: number, limit: number): Promise<AlertRow[]> {
  return db.all<AlertRow>(`SELECT ${COLUMNS} FROM alert WHERE pos > ? ORDER BY pos LIMIT ?`, pos, limit);
}
