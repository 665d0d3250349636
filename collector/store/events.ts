/** The index of what was received: made from the bundles alone, in the order of arrival. */
import { fromIso } from '../../shared/base/instant.ts';
import { alertSeverity } from '../../shared/log/alerting.ts';
import type { Entry } from '../../shared/log/entry.ts';
import { type Alert, raise } from './alerts.ts';
import type { Writer } from './database.ts';
import { takePositions } from './positions.ts';

export interface Received {
  readonly entry: Entry;
  readonly leaf: Uint8Array;
  /** In hexadecimal. */
  readonly hash: string;
}

const COLUMNS = ['pos', 'log', 'seq', 'hash', 'wall', 'received_at', 'act', 'ph', 'out', 'drill', 'practice', 'cer', 'inc', 'who'];

/** Indexes entries of one log that were just stored, and raises the alerts that no fast path raised before. */
export async function index(tx: Writer, log: number, at: number, received: readonly Received[]): Promise<void> {
  if (received.length === 0) return;
  const first = await takePositions(tx, received.length);
  const rows = received.map(({ entry, hash }, i) => [
    first + i,
    log,
    entry.seq,
    hash,
    wallOf(entry),
    at,
    entry.act,
    entry.ph,
    entry.out,
    entry.drill ? 1 : 0,
    entry.practice ? 1 : 0,
    entry.cer,
    entry.inc,
    entry.who.map(({ id }) => id).join(' '),
  ]);
  await tx.insert('event', COLUMNS, rows);
  for (const one of received) {
    const alert = alertOf(log, one);
    if (alert !== null) await raise(tx, at, alert);
  }
}

export function wallOf(entry: Entry): number {
  return fromIso(entry.t.wall) ?? 0;
}

/** The alert that an entry raises, or null. */
export function alertOf(log: number, { entry, leaf, hash }: Received): Alert | null {
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
