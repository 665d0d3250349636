import { fromUtf8 } from '../../shared/base/bytes.ts';
import type { FeedItem } from './feed-item.ts';
import { messageOf } from './message.ts';
import { SCALES } from './severity.ts';

type Value = { readonly stringValue: string } | { readonly boolValue: boolean } | { readonly intValue: string };

/** The items as one body of OTLP/HTTP logs in JSON (FORMAT.md §6). */
export function otlpBody(items: readonly FeedItem[]): string {
  const resource = { attributes: attributes({ 'service.name': 'halligan' }) };
  const scopeLogs = [{ scope: { name: 'halligan.collector' }, logRecords: items.map(record) }];
  return JSON.stringify({ resourceLogs: [{ resource, scopeLogs }] });
}

function record(item: FeedItem): unknown {
  const { id, name, time, severity, use, outcome, sentence } = messageOf(item);
  const { entry, leaf, leafHash, origin, station, lateMs, said } = item;
  return {
    timeUnixNano: `${time}000000`,
    observedTimeUnixNano: `${item.receivedAt}000000`,
    severityNumber: SCALES[severity].otlp,
    severityText: SCALES[severity].otlpText,
    eventName: name,
    body: { stringValue: sentence.toWellFormed() },
    attributes: attributes({
      'halligan.id': id,
      'halligan.station': station,
      'halligan.use': use,
      'halligan.late_ms': lateMs,
      'halligan.seq': entry?.seq ?? null,
      'halligan.log': origin,
      'halligan.leaf_hash': leafHash,
      'halligan.leaf': leaf === null ? null : fromUtf8(leaf),
      'halligan.ceremony': entry?.cer ?? null,
      'halligan.incident': entry?.inc ?? null,
      'halligan.outcome': outcome,
      ...Object.fromEntries(Object.entries(said).map(([path, words]) => [`halligan.said.${path}`, words])),
    }),
  };
}

function attributes(values: Readonly<Record<string, string | number | boolean | null>>): { key: string; value: Value }[] {
  return Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [{ key, value: anyValue(value) }]));
}

function anyValue(value: string | number | boolean): Value {
  if (typeof value === 'string') return { stringValue: value.toWellFormed() };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}
