import { fromIso } from '../../../shared/base/instant.ts';
import type { Entry } from '../../../shared/log/leaf/entry.ts';
import type { ClockReading, EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';

const JUMP_TOLERANCE_MS = 2_000;

/** What a log remembers of the clocks at its last entry. */
export interface LastClock {
  readonly wall: number;
  readonly mono: number;
  readonly boot: string;
}

export function lastClock(entry: Pick<Entry, 't' | 'boot'>): LastClock {
  return { wall: fromIso(entry.t.wall) ?? 0, mono: entry.t.mono, boot: entry.boot };
}

/**
 * The entries that the clocks themselves ask for: `time.backward` when the wall clock is behind the last entry, else
 * `time.jump` when within one boot it moved more than 2 s against the monotonic clock (set, or the machine slept).
 */
export function clockEntries(last: LastClock | null, now: ClockReading): EntryDraft[] {
  if (last === null) return [];
  const wall = now.wall - last.wall;
  if (wall < 0) return [{ act: 'time.backward', out: 'ok', d: { by_ms: -wall } }];
  if (now.boot !== last.boot) return [];
  const jump = wall - (now.monoMs - last.mono);
  return Math.abs(jump) > JUMP_TOLERANCE_MS ? [{ act: 'time.jump', out: 'ok', d: { by_ms: jump } }] : [];
}
