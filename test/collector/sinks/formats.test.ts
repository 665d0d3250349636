import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { ACTION_TABLE, ACTIVITIES } from '../../../collector/sinks/action-table.ts';
import { cefMessage, cefText } from '../../../collector/sinks/cef.ts';
import { latenessSentence } from '../../../collector/sinks/lateness.ts';
import { messageOf } from '../../../collector/sinks/message.ts';
import { otlpBody } from '../../../collector/sinks/otlp.ts';
import { octetCounted, syslogMessage } from '../../../collector/sinks/syslog.ts';
import { webhookBody, webhookHeaders } from '../../../collector/sinks/webhook.ts';
import { fromUtf8, toBase64, utf8 } from '../../../shared/base/bytes.ts';
import { alertItem, entryItem, HOSTILE, UNSEAL } from '../../harness/collector/sample-items.ts';

const LIMITS = { pen: 32_473, maxBytes: 8192 };
const HOUR = 3_600_000;

describe('a message', () => {
  test('has an activity of its class for every act', () => {
    for (const [act, [name, activity]] of Object.entries(ACTION_TABLE)) expect(ACTIVITIES[name], act).toHaveProperty(activity);
  });

  test('of a drill or a practice vault is labelled, and never grave', () => {
    const real = messageOf(entryItem());
    expect(real).toMatchObject({ severity: 'critical', use: 'real', name: 'vault.unseal' });
    expect(real.sentence).toBe('A compartment is opened by its quorum. Station ops-1. Incident INC-4471. Begun.');
    const drill = messageOf(entryItem({ ...UNSEAL, drill: true }));
    expect(drill).toMatchObject({ severity: 'info', use: 'drill', sentence: expect.stringMatching(/^DRILL: /) });
    const practice = messageOf(entryItem(UNSEAL, {}, true));
    expect(practice).toMatchObject({ severity: 'info', use: 'practice', sentence: expect.stringMatching(/^PRACTICE: /) });
    const alert = { ...alertItem().alert, drill: true };
    expect(messageOf(alertItem({ alert }))).toMatchObject({ severity: 'info', use: 'drill' });
  });

  test('has the leaf hash as its id, an alert its own', () => {
    const item = entryItem();
    expect(messageOf(item).id).toBe(item.leafHash);
    expect(messageOf(alertItem())).toMatchObject({ id: 'a_1', name: 'alert.station_silent', severity: 'high' });
  });

  test('that is late says how late', () => {
    const says: readonly (readonly [number, string | null])[] = [
      [0, null],
      [59_999, null],
      [60_000, 'Received 1 min late.'],
      [2 * HOUR + 5 * 60_000, 'Received 2 h 5 min late.'],
      [76 * HOUR + 59_000, 'Received 3 d 4 h late.'],
      [-59_999, null],
      [-2 * HOUR, "The station's clock is 2 h ahead of the collector's."],
    ];
    for (const [ms, sentence] of says) expect(latenessSentence(ms), String(ms)).toBe(sentence);
    expect(messageOf(entryItem(UNSEAL, { lateMs: HOUR })).sentence).toMatch(/Received 1 h late\.$/);
  });
});

describe('syslog', () => {
  test('is one message of RFC 5424', () => {
    const item = entryItem();
    expect(fromUtf8(syslogMessage(item, LIMITS))).toBe(
      `<106>1 ${item.entry.t.wall} ops-1 halligan - vault.unseal [halligan@32473 id="${item.leafHash}" seq="5" leaf="${item.leafHash}" log="${item.origin}" cer="r_1" inc="INC-4471" drill="0" practice="0" ph="intent" out="pending" sev="critical" late="1" station="ops-1"] ${messageOf(item).sentence}`,
    );
    expect(fromUtf8(octetCounted(utf8('häh')))).toBe('4 häh');
  });

  test('holds no control character and keeps to its length, whatever words came in', () => {
    for (const value of HOSTILE) {
      for (const maxBytes of [2048, 8192]) {
        const bytes = syslogMessage(entryItem(UNSEAL, { station: value, said: { reason: value } }), { pen: 1, maxBytes });
        expect(bytes.length).toBeLessThanOrEqual(maxBytes);
        const text = fromUtf8(bytes);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
        expect(text).toMatch(/^<106>1 \S+ [\x21-\x7e]+ halligan - vault\.unseal \[halligan@1 (?:[a-z]+="(?:[^"\\\]]|\\["\\\]])*" ?)+\] /);
      }
    }
  });
});

describe('CEF', () => {
  test('escapes header and extension, so that no value makes a field', () => {
    for (const value of HOSTILE) {
      const text = cefText(alertItem({ station: value, alert: { ...alertItem().alert, sentence: value } }));
      const header = /^CEF:0\|(?:(?:[^|\\]|\\[|\\])*\|){5}\d+\|/.exec(text)?.[0] ?? '';
      expect(header).not.toBe('');
      const keys = [...text.slice(header.length).matchAll(/(?:^| )([A-Za-z0-9]+)(?<!\\)=/g)].map(([, key]) => key);
      expect(keys).toEqual(['externalId', 'rt', 'art', 'act', 'dvchost', 'cs5Label', 'cs5', 'cn2Label', 'cn2', 'msg']);
      expect(cefMessage(alertItem({ station: value }), LIMITS).length).toBeLessThanOrEqual(8192);
    }
  });
});

test('OTLP writes 64-bit integers as strings', () => {
  const item = entryItem(UNSEAL, { lateMs: HOUR, said: { reason: 'Core routers are down' } });
  const [record] = JSON.parse(otlpBody([item])).resourceLogs[0].scopeLogs[0].logRecords;
  expect(record).toMatchObject({ timeUnixNano: '1764034331123000000', severityNumber: 21, eventName: 'vault.unseal' });
  expect(record.attributes).toContainEqual({ key: 'halligan.late_ms', value: { intValue: String(HOUR) } });
  expect(record.attributes).toContainEqual({ key: 'halligan.leaf', value: { stringValue: fromUtf8(item.leaf) } });
  expect(record.attributes).toContainEqual({ key: 'halligan.said.reason', value: { stringValue: 'Core routers are down' } });
});

describe('a webhook', () => {
  const key = new Uint8Array(32).fill(9);
  const receiver = new Webhook(`whsec_${toBase64(key)}`);

  test('is believed by a receiver of Standard Webhooks', () => {
    for (const item of [entryItem(), alertItem(), entryItem(UNSEAL, { said: { reason: '🔥 "quoted"\n' } })]) {
      const body = webhookBody(item);
      const headers = webhookHeaders(item, body, { key, now: Date.now() });
      expect(receiver.verify(body, headers)).toMatchObject({ type: `halligan.${item.kind}` });
      expect(headers['webhook-id']).toBe(messageOf(item).id);
    }
  });

  test('is refused with another body, id, time or key', () => {
    const item = entryItem();
    const body = webhookBody(item);
    const headers = webhookHeaders(item, body, { key, now: Date.now() });
    expect(() => receiver.verify(`${body} `, headers)).toThrow();
    expect(() => receiver.verify(body, { ...headers, 'webhook-id': 'a_1' })).toThrow();
    expect(() => receiver.verify(body, webhookHeaders(item, body, { key, now: Date.now() - HOUR }))).toThrow();
    expect(() => receiver.verify(body, webhookHeaders(item, body, { key: key.slice(1), now: Date.now() }))).toThrow();
  });
});
