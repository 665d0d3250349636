/** The index of what was received: made from the bundles alone, in the order of arrival. */
import { fromIso } from '../../shared/base/instant.ts';
import { alertSeverity } from '../../shared/log/leaf/alerting.ts';
import type { Entry } from '../../shared/log/leaf/entry.ts';
import { type Alert, raise } from './alerts.ts';
import type { Value, Writer } from './database.ts';
import { takePositions } from './positions.ts';

/** An entry that was received, with its leaf and the leaf’s hash. */
export interface ReceivedEvent {
  readonly entry: Entry;
  readonly leaf: Uint8Array;
  /** In hexadecimal. */
  readonly hash: string;
}

/** What is kept of an entry that was received until it is indexed. */
export interface Indexed {
  readonly values: readonly Value[];
  /** The alert that it raises, or null. */
  readonly alert: Alert | null;
}

const COLUMNS = ['log', 'seq', 'hash', 'wall', 'act', 'ph', 'out', 'drill', 'practice', 'cer', 'inc', 'who', 'received_at', 'pos'];

/** The line of the index for an entry: a small part of it. */
export function indexed(log: number, received: ReceivedEvent): Indexed {
  const { entry, hash } = received;
  const { seq, act, ph, out, drill, practice, cer, inc } = entry;
  const who = entry.who.map(({ id }) => id).join(' ');
  return {
    values: [log, seq, hash, wallOf(entry), act, ph, out, drill ? 1 : 0, practice ? 1 : 0, cer, inc, who],
    alert: alertOf(log, received),
  };
}

/** Indexes entries that were just stored, and raises the alerts that no fast path raised before. */
export async function index(tx: Writer, at: number, entries: readonly Indexed[]): Promise<void> {
  if (entries.length === 0) return;
  const first = await takePositions(tx, entries.length);
  const rows = entries.map(({ values }, i) => [...values, at, first + i]);
  await tx.insert('event', COLUMNS, rows);
  for (const { alert } of entries) if (alert !== null) await raise(tx, at, alert);
}

/** When the entry says that it was written: UTC milliseconds, 0 when it does not say. */
function wallOf(entry: Entry): number {
  return fromIso(entry.t.wall) ?? 0;
}

/** The alert that an entry raises, or null. */
export function alertOf(log: number, { entry, leaf, hash }: ReceivedEvent): Alert | null {
  const severity = alertSeverity(entry);
  if (severity === null) return null;
  const drill = entry.drill || entry.practice;
  return {
    kind: 'entry',
    about: `${log}/${entry.seq}`,
    severity,
    drill,
    log,
    entry: { seq: entry.seq, hash, leaf, act: entry.act, cer: entry.cer, wall: wallOf(entry) },
  };
}
