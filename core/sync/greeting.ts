/** A station that has nothing to send is heard all the same: it hands in a head that the collector has. shared/log/FORMAT.md §12. */
import { writeAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import type { CollectorClient } from './collector-client.ts';
import type { UploadState } from './upload-state.ts';

const HOUR_MS = 3_600_000;

/**
 * How long after it was heard last a station is heard again: at most a quarter of what the collector calls silence, and at most an
 * hour, since a collector may want more of one station than it told it at the enrolment. A part of that is left to chance
 * (at least 0 and below 1), so that stations do not come all at once. Never where the collector waits for nothing.
 */
export function greetingMs(silenceHours: number, chance: number): number {
  const most = Math.min(HOUR_MS, (silenceHours * HOUR_MS) / 4);
  return silenceHours === 0 ? Number.POSITIVE_INFINITY : Math.ceil(most * (0.75 + chance / 4));
}

/**
 * Hands in the head of the newest receipt once more: nothing is written by that here, and no entry there. False where the collector
 * has a later head of this log. Throws what `addCheckpoint` throws, and `collector.lost_entries` where it has an earlier one.
 */
export async function greet(
  client: CollectorClient,
  { size, note }: { readonly size: number; readonly note: string },
  state: UploadState,
): Promise<boolean> {
  const answer = await client.addCheckpoint(writeAddCheckpoint({ oldSize: size, proof: [], checkpoint: note }));
  if (answer.kind === 'taken') return true;
  state.requireNothingLost(answer.size);
  state.noteHead(answer.size);
  return false;
}
