import { createHmac } from 'node:crypto';
import { fromUtf8 } from '../../shared/base/bytes.ts';
import { type Instant, toIso } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';
import { messageOf } from './message.ts';

/** The body of a webhook (FORMAT.md §7): the same bytes at every attempt. */
export function webhookBody(item: FeedItem): string {
  const { id, name, time, severity, use, outcome, sentence } = messageOf(item);
  const { entry, leaf, leafHash, origin, station, receivedAt, lateMs, said } = item;
  const data = {
    id,
    name,
    severity,
    use,
    sentence,
    station,
    received_at: toIso(receivedAt),
    late_ms: lateMs,
    log: origin,
    seq: entry?.seq ?? null,
    outcome,
    ceremony: entry?.cer ?? null,
    incident: entry?.inc ?? null,
    leaf_hash: leafHash,
    leaf: leaf === null ? null : fromUtf8(leaf),
    said,
  };
  return JSON.stringify({ type: `halligan.${item.kind}`, timestamp: toIso(time), data });
}

/** The headers of Standard Webhooks for this body, sent `now`. `key`: the bytes that the secret `whsec_…` encodes. */
export function webhookHeaders(item: FeedItem, body: string, { key, now }: { readonly key: Uint8Array; readonly now: Instant }) {
  const { id } = messageOf(item);
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
