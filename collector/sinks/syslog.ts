import { type Bytes, concat, utf8 } from '../../shared/base/bytes.ts';
import { toIso } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';
import { messageOf } from './message.ts';
import { SCALES } from './severity.ts';
import { cutText, visibleText } from './visible-text.ts';

const FACILITY = 13;
const BYTE_ORDER_MARK = '\ufeff';

/** What a receiver of syslog allows. */
export interface SyslogLimits {
  /** The organisation's private enterprise number; 32473 is the one that RFC 5612 keeps for documentation. */
  readonly pen: number;
  /** At least 2,048. */
  readonly maxBytes: number;
}

/** The item as one message of RFC 5424 (FORMAT.md §4), at most `maxBytes` long: the text is cut, structured data never. */
export function syslogMessage(item: FeedItem, { pen, maxBytes }: SyslogLimits): Bytes {
  const said = Object.entries(item.said).map(([path, words]) => `${path}: ${words}`);
  const text = visibleText([messageOf(item).sentence, ...said].join(' | '));
  return framedText(`${syslogHeader(item)} [halligan@${pen}${parameters(item)}]`, text, maxBytes);
}

/** Everything before the structured data. */
export function syslogHeader(item: FeedItem): string {
  const { name, time, severity } = messageOf(item);
  const host = item.station.replace(/[^A-Za-z0-9._-]/gu, '_').slice(0, 255) || '-';
  return `<${FACILITY * 8 + SCALES[severity].syslog}>1 ${toIso(time)} ${host} halligan - ${name.slice(0, 32)}`;
}

/** `head`, a space and as much of `text` as fits, with a byte order mark where that is not ASCII. */
export function framedText(head: string, text: string, maxBytes: number): Bytes {
  const mark = /^[\x20-\x7e]*$/.test(text) ? '' : BYTE_ORDER_MARK;
  const start = utf8(`${head} ${mark}`);
  return concat(start, cutBytes(utf8(text), maxBytes - start.length));
}

/** The frame of RFC 5425: the length in decimal, a space, the message. */
export function octetCounted(message: Uint8Array): Bytes {
  return concat(utf8(`${message.length} `), message);
}

/** At most `most` bytes of UTF-8, cut between characters. */
function cutBytes(bytes: Bytes, most: number): Bytes {
  if (bytes.length <= most) return bytes;
  let end = Math.max(0, most);
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.slice(0, end);
}

function parameters(item: FeedItem): string {
  const { id, severity, use } = messageOf(item);
  const { entry, leafHash, origin, lateMs, station } = item;
  const values: Readonly<Record<string, string | number | null>> = {
    id,
    seq: entry?.seq ?? null,
    leaf: leafHash,
    log: origin,
    cer: entry?.cer ?? null,
    inc: entry?.inc ?? null,
    drill: use === 'drill' ? 1 : 0,
    practice: use === 'practice' ? 1 : 0,
    ph: entry?.ph ?? null,
    out: entry?.out ?? null,
    sev: severity,
    late: Math.round(lateMs / 1000),
    station: cutText(station, 64),
  };
  return Object.entries(values)
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(visibleText(String(value)))}"`]))
    .join('');
}

function escaped(value: string): string {
  return value.replace(/["\\\]]/g, '\\$&');
}
