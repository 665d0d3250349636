import type { StationLog } from '../store/log/station-log.ts';

/** So many at a time that nobody who presses a button waits: a few milliseconds. */
const ENTRIES = 1_000;

/**
 * Reads what was not read of the log at its opening, little by little, so that whatever a person does comes between. Ends
 * by itself once `stillOpen` says no. Calls `onHarm` when the log was changed there: it is shut by then.
 */
export function readOn(log: StationLog, watch: { readonly stillOpen: () => boolean; readonly onHarm: () => void }): void {
  setImmediate(() => {
    if (!watch.stillOpen()) return;
    let done: boolean;
    try {
      done = log.readOn(ENTRIES);
    } catch {
      watch.onHarm();
      return;
    }
    if (!done) readOn(log, watch);
  });
}
