import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../shared/base/app-error.ts';
import type { Database, Lease } from './database.ts';

const AGAIN_MS = 1_000;

/**
 * Does `work` while this process alone, of all on the database, has the right to `what`; waits for the right while another has it,
 * and again after it was lost. `work` ends when its signal is aborted. Resolves when `signal` is aborted, or when `work` has finished.
 * A database that cannot be reached is waited for; whatever else `work` throws passes through.
 */
export async function whileHeld(
  db: Database,
  what: string,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const lease = await unlessUnreachable(() => db.lease(what));
    if (lease !== null && (await doneBy(lease, signal, work))) return;
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** True when `work` came to its own end. */
async function doneBy(lease: Lease, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>): Promise<boolean> {
  const held = AbortSignal.any([signal, lease.lost]);
  try {
    const ended = await unlessUnreachable(async () => {
      await work(held);
      return 'ended';
    });
    return ended !== null && !held.aborted;
  } finally {
    await unlessUnreachable(async () => {
      await lease.end();
      return null;
    });
  }
}

async function unlessUnreachable<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error, 'collector.cannot_write')) throw error;
    return null;
  }
}
