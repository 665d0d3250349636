import type { Bytes } from '../../shared/base/bytes.ts';
import type { FeedItem } from './feed-item.ts';
import { messageOf } from './message.ts';
import { SCALES } from './severity.ts';
import { framedText, syslogHeader } from './syslog.ts';
import { visibleText } from './visible-text.ts';

/** The item as CEF in a message of RFC 5424 without structured data (FORMAT.md §5), at most `maxBytes` long: `msg` is cut. */
export function cefMessage(item: FeedItem, { maxBytes }: { readonly maxBytes: number }): Bytes {
  return framedText(`${syslogHeader(item)} -`, cefText(item), maxBytes);
}

/** The item as CEF without a syslog header (FORMAT.md §5). */
export function cefText(item: FeedItem): string {
  const { name, severity, title } = messageOf(item);
  const version = item.entry?.app ?? '-';
  const header = ['Halligan', 'Halligan', version, name, title].map((field) => visibleText(field).replace(/[\\|]/g, '\\$&'));
  const extension = Object.entries(fields(item)).flatMap(([key, value]) => (value === null ? [] : [`${key}=${escaped(value)}`]));
  return `CEF:0|${header.join('|')}|${SCALES[severity].cef}|${extension.join(' ')}`;
}

function fields(item: FeedItem): Readonly<Record<string, string | null>> {
  const { id, name, time, use, outcome, sentence } = messageOf(item);
  const { entry, leafHash, origin } = item;
  const members = entry?.who.map((person) => person.id).join(',') ?? '';
  return {
    externalId: id,
    rt: String(time),
    art: String(item.receivedAt),
    act: name,
    outcome,
    dvchost: item.station,
    suser: members === '' ? null : members,
    ...labelled('cs1', 'ceremony', entry?.cer ?? null),
    ...labelled('cs2', 'incident', entry?.inc ?? null),
    ...labelled('cs3', 'leaf hash', leafHash),
    ...labelled('cs4', 'log', origin),
    ...labelled('cs5', 'use', use),
    ...labelled('cn1', 'sequence', entry === null ? null : String(entry.seq)),
    ...labelled('cn2', 'seconds late', String(Math.round(item.lateMs / 1000))),
    msg: sentence,
  };
}

function labelled(key: string, label: string, value: string | null): Readonly<Record<string, string | null>> {
  return { [`${key}Label`]: value === null ? null : label, [key]: value };
}

function escaped(value: string): string {
  const lines = value.replace(/[\\=]/g, '\\$&').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  return visibleText(lines);
}
