import type { StationLog } from '../store/log/station-log.ts';

/** Entries in one go: a few milliseconds, so that a click never has to wait noticeably. */
const ENTRIES_PER_TURN = 1_000;

/**
 * Reads the part of the log that was not read when it was opened, a little at a time, so that a person's acts come between.
 * Ends once `stillOpen` says no. Calls `onHarm` when that part was changed: the log accepts no entries by then.
 */
export function readRestOfLog(log: StationLog, watch: { readonly stillOpen: () => boolean; readonly onHarm: () => void }): void {
  setImmediate(() => {
    if (!watch.stillOpen()) return;
    let done: boolean;
    try {
      done = log.readOn(ENTRIES_PER_TURN);
    } catch {
      watch.onHarm();
      return;
    }
    if (!done) readRestOfLog(log, watch);
  });
}
