import type { Instant } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';

/** What a sink wants to hear. */
export interface Wanted {
  readonly events: 'all' | 'alerts';
  readonly drills: boolean;
}

/** What the collector keeps of each sink, by its name. What a method was told is durable when it returns. */
export interface SinkLedger {
  /** The last position that is done with, 0 at first. */
  cursor(sink: string): number;
  /** The next items after `after` that are wanted, ascending, at most `limit`. */
  items(after: number, limit: number, wanted: Wanted): readonly FeedItem[];
  /** Everything wanted up to `pos` was delivered: the cursor stands there. */
  delivered(sink: string, pos: number): void;
  /** What was wanted after the cursor and up to `pos` will not be sent again: the cursor stands there. */
  dead(sink: string, pos: number, reason: string): void;
  /** Once an outage: an alert for the other sinks. */
  failing(sink: string, since: Instant, why: string): void;
  recovered(sink: string): void;
}
