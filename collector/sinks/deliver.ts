import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';
import type { DeliveryOutcome } from './outcome.ts';
import type { SinkLedger, SinkWants } from './sink-ledger.ts';

/** A receiver of the feed, and how it wants to be given items. */
export interface Sink extends SinkWants {
  readonly name: string;
  /** The most items of one `send`. */
  readonly batch: number;
  /** How long one item is tried while the sink fails; null for ever. */
  readonly giveUpMs: number | null;
  /** Never throws. */
  readonly send: (items: readonly FeedItem[]) => Promise<DeliveryOutcome>;
}

interface Surroundings {
  readonly ledger: SinkLedger;
  readonly now: () => Instant;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const POLL_MS = 500;
const FIRST_WAIT_MS = 1000;
const MOST_WAIT_MS = 300_000;
/** A sink counts as failing after this many failed attempts in a row. */
const FAILING_ATTEMPTS = 3;

/** How many items are read at once. The cursor is written once for all of them, since each write waits for other writers. */
const PAGE = 64;

/**
 * Sends one sink what it wants, in order and at least once, from its cursor on, until `signal`; run one for each sink, so that none waits
 * for another. Rejects where the ledger throws. An outage outlasts a restart: what was given up after 72 h is given up after 72 h.
 */
export async function deliver(sink: Sink, { ledger, now, random, signal }: Surroundings): Promise<void> {
  let since = await ledger.failingSince(sink.name);
  let attempts = since === null ? 0 : FAILING_ATTEMPTS;
  while (!signal.aborted) {
    const page = await ledger.items(await ledger.cursor(sink.name), Math.max(sink.batch, PAGE), sink);
    if (page.length === 0) {
      await pause(POLL_MS, signal);
      continue;
    }
    const { sent, stuck } = await sendPage(sink, page, signal);
    if (sent !== null) await ledger.delivered(sink.name, sent.pos);
    if (stuck?.outcome.kind === 'dead') await ledger.dead(sink.name, stuck.last.pos, stuck.outcome.why);
    if (sent !== null || stuck?.outcome.kind === 'dead') {
      if (attempts >= FAILING_ATTEMPTS) await ledger.recovered(sink.name);
      since = null;
      attempts = 0;
    }
    if (stuck?.outcome.kind !== 'retry') continue;
    const { last, outcome } = stuck;
    since ??= now();
    attempts++;
    if (attempts === FAILING_ATTEMPTS) await ledger.failing(sink.name, since, outcome.why);
    if (sink.giveUpMs !== null && now() - Math.max(since, last.receivedAt) >= sink.giveUpMs) {
      await ledger.dead(sink.name, last.pos, `given up: ${outcome.why}`);
    }
    await pause(Math.max(outcome.afterMs ?? 0, backoffMs(attempts, random)), signal);
  }
}

interface SentPage {
  /** The last item that was delivered. */
  readonly sent: FeedItem | null;
  /** What came of the batch that ends with `last`, and was not delivered. */
  readonly stuck: { readonly last: FeedItem; readonly outcome: Exclude<DeliveryOutcome, { kind: 'delivered' }> } | null;
}

/** Batch after batch, until one is not delivered. */
async function sendPage(sink: Sink, page: readonly FeedItem[], signal: AbortSignal): Promise<SentPage> {
  let sent: FeedItem | null = null;
  for (let at = 0; at < page.length && !signal.aborted; at += sink.batch) {
    const items = page.slice(at, at + sink.batch);
    const outcome = await sink.send(items);
    const last = items.at(-1) ?? null;
    if (last !== null && outcome.kind !== 'delivered') return { sent, stuck: { last, outcome } };
    sent = last;
  }
  return { sent, stuck: null };
}

/** Full jitter: anything up to a bound that doubles with each attempt, five minutes at most. */
export function backoffMs(attempts: number, random: () => number): number {
  return random() * Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
}

/** Waits, or less where `signal` comes first. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
