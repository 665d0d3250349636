/** From a station's upload to a security team's receiver: the collector's own database, and the deliverer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliver, type Sink } from '../../../collector/sinks/deliver.ts';
import type { FeedItem } from '../../../collector/sinks/feed-item.ts';
import type { DeliveryOutcome } from '../../../collector/sinks/outcome.ts';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { alertsAfter } from '../../../collector/store/alerts.ts';
import type { Database } from '../../../collector/store/database.ts';
import { lastPosition } from '../../../collector/store/positions.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { upload } from '../../../core/sync/upload.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const WHOLE = sampleLog([...STORY, { act: 'request.declare', out: 'ok', drill: true, cer: 'r_2' }]);

describe('the feeds of the collector', () => {
  let running: RunningCollector;
  beforeEach(async () => {
    running = await RunningCollector.start();
    await running.enrol(signedLog(WHOLE.leaves.slice(0, 3)));
    await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
  });
  afterEach(() => running.end());

  /** Runs one sink until it was given as much as this, or until `enough` says so. */
  async function feed(
    sink: Partial<Sink>,
    enough: (items: readonly FeedItem[]) => boolean,
    answers: () => DeliveryOutcome = () => ({ kind: 'delivered' }),
  ) {
    const stop = new AbortController();
    const given: FeedItem[] = [];
    const send = async (items: readonly FeedItem[]): Promise<DeliveryOutcome> => {
      given.push(...items);
      if (enough(given)) stop.abort();
      return answers();
    };
    const whole: Sink = { name: 'siem', events: 'all', drills: true, batch: 5, giveUpMs: null, send, ...sink };
    await deliver(whole, { ledger: sinkLedger(running.collector), now: () => Date.now(), random: () => 0, signal: stop.signal });
    return given;
  }

  it('give every entry and every alert once, in the order of arrival', async () => {
    const given = await feed({}, (items) => items.length >= WHOLE.leaves.length + 5);
    expect(given.map(({ pos }) => pos)).toEqual(given.map(({ pos }) => pos).toSorted((a, b) => a - b));
    expect(given.filter(({ kind }) => kind === 'entry').map(({ entry }) => entry?.seq)).toEqual(WHOLE.leaves.map((_, seq) => seq));
    expect(given.filter(({ kind }) => kind === 'alert').map(({ alert }) => [alert?.kind, alert?.severity, alert?.drill])).toEqual([
      ['request.declare', 'critical', false],
      ['share.reject', 'high', false],
      ['vault.unseal', 'critical', false],
      ['item.reveal', 'critical', false],
      ['request.declare', 'info', true],
    ]);
    expect(given[0]).toMatchObject({ station: 'Ops desk', alert: { sentence: 'An emergency or a drill was declared.' } });
  });

  it('pass nothing over that arrives while they are read', async () => {
    const { db } = running.collector;
    const later = sampleLog([...STORY, { act: 'request.declare', out: 'ok', drill: true, cer: 'r_2' }, ...STORY]);
    let read = 0;
    const all: Database['all'] = async (sql, ...values) => {
      if (++read === 2) await upload(running.client(), await headToSend(later), running.keys, new UploadState());
      return db.all(sql, ...values);
    };
    const between: Database = {
      kind: db.kind,
      all,
      one: db.one.bind(db),
      transaction: db.transaction.bind(db),
      lease: db.lease.bind(db),
      close: db.close.bind(db),
    };
    const ledger = sinkLedger({ ...running.collector, db: between });
    const given: number[] = [];
    for (let more = await ledger.items(0, 1_000, { events: 'all', drills: true }); more.length > 0; ) {
      given.push(...more.map(({ pos }) => pos));
      more = await ledger.items(given.at(-1) ?? 0, 1_000, { events: 'all', drills: true });
    }
    expect(read).toBeGreaterThan(2);
    expect(given).toEqual(Array.from({ length: await lastPosition(db) }, (_, i) => i + 1));
  });

  it('leave out what a sink does not want', async () => {
    const given = await feed({ events: 'alerts', drills: false }, (items) => items.length >= 4);
    expect(given.every(({ alert }) => alert?.drill === false)).toBe(true);
    expect(await sinkLedger(running.collector).items(given.at(-1)?.pos ?? 0, 10, { events: 'alerts', drills: false })).toEqual([]);
  });

  it('go on after a restart where they stood', async () => {
    const first = await feed({}, (items) => items.length >= 5);
    await running.stop();
    await running.open();
    const rest = await feed({}, (items) => items.length + first.length >= WHOLE.leaves.length + 5);
    expect([...first, ...rest].map(({ pos }) => pos)).toEqual([...new Set([...first, ...rest].map(({ pos }) => pos))]);
    expect(first.length + rest.length).toBe(WHOLE.leaves.length + 5);
  });

  it('T26: one that fails is told through the others, and written to the own log', async () => {
    let tries = 0;
    await feed(
      { name: 'deaf', batch: 1 },
      () => ++tries >= 4,
      () => ({ kind: 'retry', why: 'answered 500' }),
    );
    const alerts = await alertsAfter(running.collector.db, 0, 100);
    expect(alerts.at(-1)).toMatchObject({ kind: 'sink_failing', severity: 'high', log: null });
    const other = await feed({ name: 'other', events: 'alerts' }, (items) => items.some(({ alert }) => alert?.kind === 'sink_failing'));
    expect(other.at(-1)).toMatchObject({ alert: { sentence: 'The feed deaf does not get through.' }, entry: null, station: 'collector' });
    const own = await running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry ORDER BY seq');
    expect(own.map(({ leaf }) => parseHeadsEntry(leaf).act)).toContain('sink.failing');
  });

  it('T26: one sink is told of once, however many of its lanes fail, and its end once', async () => {
    const ledger = sinkLedger(running.collector);
    const told = async () => (await alertsAfter(running.collector.db, 0, 100)).map(({ kind }) => kind).filter((kind) => kind !== 'entry');
    await ledger.failing('siem/entries', 1_764_034_331_000, 'answered 500');
    await ledger.failing('siem', 1_764_034_332_000, 'answered 500');
    expect(await told()).toEqual(['sink_failing']);
    await ledger.recovered('siem/entries');
    expect(await told()).toEqual(['sink_failing']);
    expect(await ledger.failingSince('siem')).toBe(1_764_034_332_000);
    await ledger.recovered('siem');
    expect(await told()).toEqual(['sink_failing', 'sink_recovered']);
    expect(await ledger.failingSince('siem')).toBeNull();
    const [end] = await ledger.items((await alertsAfter(running.collector.db, 0, 100)).at(-2)?.pos ?? 0, 9, {
      events: 'alerts',
      drills: true,
    });
    expect(end?.alert?.sentence).toMatch(/^The feed siem gets through again\. It had failed since 2025-11-25 01:32 UTC\.$/);
  });

  it('give alerts and entries apart to a sink that asks for each', async () => {
    const ledger = sinkLedger(running.collector);
    const kinds = async (events: 'alerts' | 'entries') =>
      new Set((await ledger.items(0, 500, { events, drills: true })).map(({ kind }) => kind));
    expect(await kinds('alerts')).toEqual(new Set(['alert']));
    expect(await kinds('entries')).toEqual(new Set(['entry']));
  });

  it('keep what will not be sent again, with the reason', async () => {
    await feed(
      { batch: 1 },
      (items) => items.length >= 2,
      () => ({ kind: 'dead', why: 'answered 400' }),
    );
    const dead = await running.collector.db.all<{ sink: string; why: string }>('SELECT sink, why FROM dead_letter ORDER BY pos');
    expect(dead).toEqual([
      { sink: 'siem', why: 'answered 400' },
      { sink: 'siem', why: 'answered 400' },
    ]);
  });
});
