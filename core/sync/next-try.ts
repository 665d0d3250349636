const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 900_000;

/**
 * How long to wait after `failures` rounds in a row that failed, at least one: anything up to 2 s, 4 s, 8 s … 15 minutes
 * (full jitter, so that stations that lost the same network do not all come back at once), and never less than the
 * collector asked for. `chance` is at least 0 and below 1.
 */
export function nextTryMs(failures: number, retryAfterSeconds: number | null, chance: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  return Math.max(Math.floor(chance * most), (retryAfterSeconds ?? 0) * 1_000);
}
