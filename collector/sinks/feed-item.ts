import type { Bytes } from '../../shared/base/bytes.ts';
import type { Instant } from '../../shared/base/instant.ts';
import type { Severity } from '../../shared/log/leaf/alerting.ts';
import type { Entry } from '../../shared/log/leaf/entry.ts';

/** Something that a person must hear of. */
export interface FeedAlert {
  /** Printable ASCII without space, at most 128; the same for the same alert for ever. */
  readonly id: string;
  /** As `station_silent`: `[a-z][a-z0-9_.]*`, at most 26 characters. */
  readonly kind: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly drill: boolean;
}

interface Received {
  /** The collector's order, ascending: what a cursor counts. */
  readonly pos: number;
  /** The station's name, as people know it. */
  readonly station: string;
  /** When the collector received it, or raised it. */
  readonly receivedAt: Instant;
  /** `receivedAt` minus the time of the station's clock; negative where that clock is ahead. */
  readonly lateMs: number;
  /** Disclosed words by path; may be empty. */
  readonly said: Readonly<Record<string, string>>;
}

/** An entry as the collector stored it. `leafHash` in hexadecimal. */
export interface EntryItem extends Received {
  readonly kind: 'entry';
  readonly entry: Entry;
  readonly leaf: Bytes;
  readonly leafHash: string;
  readonly origin: string;
  readonly alert: null;
}

/** An alert, with the entry that raised it; no entry where none did (a silent station, an overdue drill, a failing sink, a fork). */
export interface AlertItem extends Received {
  readonly kind: 'alert';
  readonly entry: Entry | null;
  readonly leaf: Bytes | null;
  readonly leafHash: string | null;
  readonly origin: string | null;
  readonly alert: FeedAlert;
}

/** What a sink is given, one after another. */
export type FeedItem = EntryItem | AlertItem;
