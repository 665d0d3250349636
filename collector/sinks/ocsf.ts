import { createHash } from 'node:crypto';
import { fromUtf8 } from '../../shared/base/bytes.ts';
import type { Entry } from '../../shared/log/leaf/entry.ts';
import type { FeedItem } from './feed-item.ts';
import { messageOf } from './message.ts';
import { classOf } from './ocsf-class.ts';
import { SCALES } from './severity.ts';

const OCSF_VERSION = '1.8.0';

const STATUSES: Readonly<Record<Entry['out'], { readonly status_id: number; readonly status: string }>> = {
  pending: { status_id: 99, status: 'Pending' },
  ok: { status_id: 1, status: 'Success' },
  refused: { status_id: 2, status: 'Failure' },
  failed: { status_id: 2, status: 'Failure' },
  unknown: { status_id: 0, status: 'Unknown' },
};

/** The item as one event of OCSF 1.8.0 (FORMAT.md §3): JSON without a line break. */
export function ocsfEvent(item: FeedItem): string {
  const { id, time, severity, sentence } = messageOf(item);
  const { entry, alert, leaf, leafHash, origin, receivedAt } = item;
  const event = {
    ...classOf(item),
    time,
    severity_id: SCALES[severity].ocsf,
    message: sentence,
    ...(alert === null ? { ...STATUSES[item.entry.out], status_code: item.entry.err ?? undefined } : { status_id: 1, status: 'New' }),
    metadata: {
      version: OCSF_VERSION,
      profiles: ['host'],
      product: { name: 'Halligan', vendor_name: 'Halligan', version: entry?.app },
      uid: id,
      original_event_uid: leafHash ?? undefined,
      sequence: entry?.seq,
      log_name: origin ?? undefined,
      logged_time: receivedAt,
    },
    ...(leaf !== null && {
      raw_data: fromUtf8(leaf),
      raw_data_hash: { algorithm: 'SHA-256', algorithm_id: 3, value: createHash('sha256').update(leaf).digest('hex') },
    }),
    unmapped: { halligan: ownWords(item) },
  };
  return JSON.stringify(event, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));
}

/** What OCSF has no attribute for. */
function ownWords(item: FeedItem) {
  const { name, use, outcome } = messageOf(item);
  const { entry, leafHash, lateMs, said } = item;
  return {
    name,
    use,
    outcome,
    late_ms: lateMs,
    leaf_hash: leafHash,
    phase: entry?.ph ?? null,
    ceremony: entry?.cer ?? null,
    incident: entry?.inc ?? null,
    clock: entry?.t.q ?? null,
    members: entry?.who.map((person) => person.id) ?? [],
    said,
  };
}
