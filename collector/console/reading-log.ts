/**
 * Each reading is an entry of the collector's own log, written before the answer. Readings by the same person, of the same kind,
 * log and filter, share one entry for a minute (shared/log/FORMAT.md §17).
 */
import type { HeadsAct } from '../../shared/log/exchange/heads-entry.ts';
import type { Collector } from '../ground/collector.ts';
import { appendOwn, type OwnDraft } from '../store/own-log.ts';
import type { Viewer } from './session.ts';

const MINUTE_MS = 60_000;
/** The longest filter that is written down. */
const MOST_CHARACTERS = 200;

/** One reading as the collector’s own log names it. */
export interface NotedReading {
  readonly act: Extract<HeadsAct, `read.${string}`>;
  /** The log that it is of; null for all. */
  readonly of: string | null;
  /** What was asked for, as the request has it; empty for all. */
  readonly filter: string;
}

/** Writes to the collector’s own log who read what: the same reading by the same person once a minute at most. */
export class ReadingLog {
  readonly #collector: Collector;
  /** When the minute of each reading began. */
  readonly #begun = new Map<string, number>();

  constructor(collector: Collector) {
    this.#collector = collector;
  }

  /** Durable when it resolves, unless this minute has these entries already. */
  async note({ account }: Viewer, readings: readonly NotedReading[]): Promise<void> {
    const { db, keys, now } = this.#collector;
    const at = now();
    for (const [key, begun] of this.#begun) if (begun <= at - MINUTE_MS) this.#begun.delete(key);
    const fresh = readings.filter((reading) => !this.#begun.has(keyOf(account, reading)));
    if (fresh.length === 0) return;
    const drafts = fresh.map(({ act, of, filter }): OwnDraft => {
      const d = filter === '' ? {} : { filter: filter.slice(0, MOST_CHARACTERS) };
      return { act, who: account, of, d };
    });
    await db.transaction((tx) => appendOwn(tx, keys.heads, at, drafts));
    for (const reading of fresh) this.#begun.set(keyOf(account, reading), at);
  }
}

function keyOf(account: string, { act, of, filter }: NotedReading): string {
  return JSON.stringify([account, act, of, filter]);
}
