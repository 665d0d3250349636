import type { Instant } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';

/** What a sink wants to hear. */
export interface SinkWants {
  /** `all` in the order of arrival; a sink whose alerts must not wait behind entries asks for each in a loop of its own. */
  readonly events: 'all' | 'alerts' | 'entries';
  readonly drills: boolean;
}

/** What the collector keeps of each sink, by its name. What a method was told is durable when it resolves. */
export interface SinkLedger {
  /** The last position that is done with, 0 at first. */
  cursor(sink: string): Promise<number>;
  /** The next items after `after` that are wanted, ascending, at most `limit`. */
  items(after: number, limit: number, wanted: SinkWants): Promise<readonly FeedItem[]>;
  /** Everything wanted up to `pos` was delivered: moves the cursor there. */
  delivered(sink: string, pos: number): Promise<void>;
  /** Gives up on what was wanted after the cursor and up to `pos`: moves the cursor there. */
  dead(sink: string, pos: number, reason: string): Promise<void>;
  /** Since when it fails, as `failing` was told; null where it does not. */
  failingSince(sink: string): Promise<Instant | null>;
  /** Once an outage: an alert for the other sinks. */
  failing(sink: string, since: Instant, why: string): Promise<void>;
  /** Told to the other sinks too. */
  recovered(sink: string): Promise<void>;
}

/** The lane of a sink's entries: its alerts go ahead of them, under its own name. */
export function entriesLane(sink: string): string {
  return `${sink}/entries`;
}

/** The sink that a lane is of. */
export function sinkOfLane(lane: string): string {
  return lane.split('/', 1)[0] ?? lane;
}
