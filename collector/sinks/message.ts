import { fromIso, type Instant } from '../../shared/base/instant.ts';
import { actSentence } from '../../shared/log/leaf/act-sentence.ts';
import type { Severity } from '../../shared/log/leaf/alerting.ts';
import type { Entry } from '../../shared/log/leaf/entry.ts';
import { ACTION_TABLE } from './action-table.ts';
import type { FeedItem } from './feed-item.ts';
import { latenessSentence } from './lateness.ts';

export type SaidUse = 'real' | 'drill' | 'practice';

/** What every format says of an item (FORMAT.md §2). Texts are as they came: each format escapes for itself. */
export interface FeedMessage {
  /** The same at every attempt, and of no other message. */
  readonly id: string;
  /** The act, or `alert.` and its kind. */
  readonly name: string;
  /** By the station's clock. */
  readonly time: Instant;
  readonly severity: Severity;
  readonly use: SaidUse;
  /** What happened, in few words. */
  readonly title: string;
  /** The title with what use it was, station, incident, end and lateness. */
  readonly sentence: string;
  readonly outcome: Entry['out'] | null;
}

export function messageOf(item: FeedItem): FeedMessage {
  const { entry, alert, lateMs, receivedAt } = item;
  const use = kindOfUse(item);
  const real = alert === null ? ACTION_TABLE[item.entry.act][2] : alert.severity;
  const title = alert === null ? actSentence(item.entry) : alert.sentence;
  return {
    id: alert === null ? item.leafHash : alert.id,
    name: alert === null ? item.entry.act : `alert.${alert.kind}`,
    time: entry === null ? receivedAt : (fromIso(entry.t.wall) ?? receivedAt - lateMs),
    severity: use === 'real' ? real : 'info',
    use,
    title,
    sentence: sentenceOf(item, use, title),
    outcome: entry?.out ?? null,
  };
}

function kindOfUse({ entry, alert }: FeedItem): SaidUse {
  if (entry?.practice === true) return 'practice';
  return entry?.drill === true || alert?.drill === true ? 'drill' : 'real';
}

const ENDS: Readonly<Record<Entry['out'], string>> = {
  pending: 'Begun.',
  ok: '',
  refused: '', // the title says it
  failed: '',
  unknown: 'How it ended is unknown.',
};

function sentenceOf({ entry, station, lateMs }: FeedItem, use: SaidUse, title: string): string {
  const parts = [
    use === 'real' ? '' : `${use.toUpperCase()}:`,
    title,
    `Station ${station}.`,
    entry === null || entry.inc === null ? '' : `Incident ${entry.inc}.`,
    entry === null ? '' : ENDS[entry.out],
    latenessSentence(lateMs) ?? '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
