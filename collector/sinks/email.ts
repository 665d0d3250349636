import { createHash } from 'node:crypto';
import { toIso } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';
import { messageOf } from './message.ts';
import { cutText, visibleText } from './visible-text.ts';

/** One mail (FORMAT.md §8): the subject of the gravest item, and a paragraph for each. The same bytes at every attempt. */
export interface Email {
  readonly subject: string;
  readonly text: string;
  /** With `<` and `>`: the same for the same items, so that a second copy is known as one. */
  readonly messageId: string;
}

const GRAVITY = ['critical', 'high', 'medium', 'low', 'info'] as const;
const MAX_SUBJECT_CHARACTERS = 150;

/** The mail of one item or more. Throws for none. */
export function emailOf(items: readonly FeedItem[]): Email {
  const [gravest] = [...items].sort((a, b) => gravity(a) - gravity(b));
  if (gravest === undefined) throw new Error('no items');
  const { severity, sentence } = messageOf(gravest);
  const more = items.length === 1 ? '' : ` (and ${items.length - 1} more)`;
  const subject = cutText(visibleText(`[Halligan] ${severity.toUpperCase()}: ${sentence}`), MAX_SUBJECT_CHARACTERS - more.length) + more;
  const ids = createHash('sha256').update(items.map((item) => messageOf(item).id).join('\n'));
  return { subject, text: `${items.map(paragraph).join('\n\n')}\n`, messageId: `<${ids.digest('hex')}@halligan.invalid>` };
}

function gravity(item: FeedItem): number {
  return GRAVITY.indexOf(messageOf(item).severity);
}

function paragraph(item: FeedItem): string {
  const { id, name, time, severity, use, sentence, outcome } = messageOf(item);
  const { entry, origin, station, receivedAt, said } = item;
  const lines: readonly (readonly [string, string | null])[] = [
    ['What', name],
    ['Severity', severity],
    ['Use', use],
    ['Station', station],
    ['By its clock', toIso(time)],
    ['Received', toIso(receivedAt)],
    ['Outcome', outcome],
    ['Incident', entry?.inc ?? null],
    ['Ceremony', entry?.cer ?? null],
    ['Members', entry === null || entry.who.length === 0 ? null : entry.who.map((person) => person.id).join(', ')],
    ['Log', origin],
    ['Entry', entry === null ? null : String(entry.seq)],
    ...Object.entries(said).map(([path, words]) => [`Said (${path})`, words] as const),
    ['Id', id],
  ];
  const shown = lines.flatMap(([label, value]) => (value === null ? [] : [`${label}: ${visibleText(value)}`]));
  return [visibleText(sentence), ...shown].join('\n');
}
