/** Every sink in a loop of its own, as long as the collector runs; of several processes on one database, in one of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../shared/base/instant.ts';
import { deliver, type Sink } from '../sinks/deliver.ts';
import type { SinkLedger } from '../sinks/sink-ledger.ts';
import type { Database } from '../store/database.ts';
import { whileHeld } from '../store/while-held.ts';

const AGAIN_MS = 5_000;

interface Surroundings {
  readonly db: Database;
  readonly ledger: SinkLedger;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly report: (problem: string) => void;
}

/** Resolves when all have ended, after `signal`. What the database refuses is reported, and tried again: a feed never stops for good. */
export async function runFeeds(sinks: readonly Sink[], surroundings: Surroundings): Promise<void> {
  await Promise.all(sinks.map((sink) => keepDelivering(sink, surroundings)));
}

async function keepDelivering(sink: Sink, { db, ledger, now, signal, report }: Surroundings): Promise<void> {
  while (!signal.aborted) {
    try {
      await whileHeld(db, `sink ${sink.name}`, signal, (held) => deliver(sink, { ledger, now, random: Math.random, signal: held }));
    } catch (error) {
      if (signal.aborted) return;
      report(`the feed ${sink.name} was interrupted (${error instanceof Error ? error.message : 'unknown'})`);
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
