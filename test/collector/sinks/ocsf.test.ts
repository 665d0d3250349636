import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { ACTION_TABLE } from '../../../collector/sinks/action-table.ts';
import type { FeedItem } from '../../../collector/sinks/feed-item.ts';
import { messageOf } from '../../../collector/sinks/message.ts';
import { ocsfEvent } from '../../../collector/sinks/ocsf.ts';
import { fromUtf8 } from '../../../shared/base/bytes.ts';
import { type Action, isPaired } from '../../../shared/log/leaf/action.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { alertItem, entryItem, HOSTILE, UNSEAL } from '../../harness/collector/sample-items.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../vectors/ocsf/ocsf.schema.json', import.meta.url), 'utf8'));
const isOcsf = new Ajv({ allErrors: true }).compile(SCHEMA);
const ACTS = Object.keys(ACTION_TABLE) as Action[]; // the keys of a Record<Action, …>

function eventOf(item: FeedItem) {
  return JSON.parse(ocsfEvent(item));
}

/** Of this act, by somebody or by nobody. */
function draftOf(act: Action, who: NonNullable<EntryDraft['who']>): EntryDraft {
  return isPaired(act) ? { act, ph: 'intent', who } : { act, out: 'ok', who };
}

function expectOcsf(event: unknown, about: string): void {
  expect(isOcsf(event) ? [] : isOcsf.errors, about).toEqual([]);
}

describe('an event of OCSF', () => {
  test('keeps to its class for every act, with a person and without', () => {
    for (const act of ACTS) {
      for (const who of [UNSEAL.who ?? [], []]) {
        const event = eventOf(entryItem(draftOf(act, who)));
        expectOcsf(event, act);
        expect(event.type_uid, act).toBe(event.class_uid * 100 + event.activity_id);
      }
    }
  });

  test('keeps to its class for alerts, with an entry and without', () => {
    expectOcsf(eventOf(alertItem()), 'without');
    const { entry, leaf, leafHash, origin } = entryItem();
    const event = eventOf(alertItem({ entry, leaf, leafHash, origin }));
    expectOcsf(event, 'with');
    expect(event).toMatchObject({ class_uid: 2004, is_alert: true, metadata: { uid: 'a_1', original_event_uid: leafHash } });
    expect(eventOf(alertItem({ alert: { ...alertItem().alert, drill: true } }))).toMatchObject({ is_alert: false, severity_id: 1 });
  });

  test('carries the leaf, its place and both times', () => {
    const item = entryItem();
    expect(eventOf(item)).toMatchObject({
      type_uid: 300_201,
      severity_id: 5,
      time: messageOf(item).time,
      metadata: { uid: item.leafHash, sequence: 5, log_name: item.origin, logged_time: item.receivedAt, profiles: ['host'] },
      raw_data: fromUtf8(item.leaf),
      raw_data_hash: { algorithm_id: 3, value: createHash('sha256').update(item.leaf).digest('hex') },
      unmapped: { halligan: { use: 'real', ceremony: 'r_1', incident: 'INC-4471', members: ['m_mara'] } },
    });
  });

  test('is one line, whatever words came in', () => {
    for (const value of [...HOSTILE, 'half a pair \ud83d']) {
      const line = ocsfEvent(entryItem(UNSEAL, { station: value, said: { reason: value } }));
      expect(line).not.toMatch(/[\r\n]/);
      const event = JSON.parse(line);
      expectOcsf(event, value);
      expect(event.unmapped.halligan.said.reason).toBe(value.toWellFormed());
    }
  });
});

describe('the schema refuses', () => {
  const event = eventOf(entryItem());
  const wrong: Readonly<Record<string, unknown>> = {
    'an attribute outside the class': { ...event, databucket: { uid: 'v_1', type_id: 1 } },
    'an attribute outside an object': { ...event, metadata: { ...event.metadata, drill: true } },
    'a missing attribute': { ...event, user: undefined },
    'a missing one of several': { ...event, service: undefined },
    'a missing attribute of an object': { ...event, metadata: { ...event.metadata, product: undefined } },
    'a severity that there is not': { ...event, severity_id: 7 },
    'an activity of another class': { ...event, activity_id: 10 },
    'a type of another class': { ...event, type_uid: 300_401 },
    'a number as text': { ...event, time: String(event.time) },
  };
  test.each(Object.entries(wrong))('%s', (_, one) => {
    expect(isOcsf(JSON.parse(JSON.stringify(one)))).toBe(false);
  });
});
