import type { CollectorView } from '../../shared/contract/collector-view.ts';
import { utcAt } from '../words/time.ts';
import { t } from '../words/words.ts';

/** The newest receipt of a collector that receives this log. */
export type ReceiptView = NonNullable<Extract<CollectorView, { state: 'active' }>['received']>;

/** "up to entry 2,317, at 01:12 UTC, verified", or that there is none yet. Entries are counted from 0, as in the log. */
export function lastReceipt(received: ReceiptView | null, now: number): string {
  if (received === null) return t('collector.active.noReceipt');
  const values = { seq: lastOf(received), at: utcAt(received.at, now) };
  return t(received.verified ? 'collector.active.lastWhat' : 'collector.active.lastUnverified', values);
}

/** The number of the last entry that it covers. */
export function lastOf({ entries }: ReceiptView): string {
  return Math.max(0, entries - 1).toLocaleString('en-GB');
}
