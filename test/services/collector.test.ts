/** A station and the collector itself: enrolled by words, cut off, resumed, restarted. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../collector/enrolment.ts';
import { sha256 } from '../../core/hash/node-hash.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { collectorFingerprint } from '../../shared/log/collector-key.ts';
import { CollectorWorld } from './collector-world.ts';

describe('a station and its collector', () => {
  let both: CollectorWorld;
  beforeEach(async () => {
    both = await CollectorWorld.make();
  }, 60_000);
  afterEach(() => both.end());

  it('enrols by words, sends everything, and shows the receipt', async () => {
    const { world, collector } = both;
    expect(world.view()).toMatchObject({ collector: { state: 'none', before: null }, sync: { say: 'off' } });
    const asked = await both.ask();
    const { keys } = collector.collector;
    const words = sixWords(collectorFingerprint({ receipts: keys.receipts.key, heads: keys.heads.key }, sha256));
    expect(asked).toMatchObject({
      name: 'collector.example/m1',
      collectorWords: words,
      confirmed: false,
      letIn: false,
      address: both.proxy.address,
    });
    expect(world.view().sync?.say).toBe('asked');
    await decide(collector.collector, asked.request, 'active', null);
    await world.call('collector.tryNow', {});
    await both.until((view) => view?.state === 'asked' && view.letIn);
    // Nothing is sent before people here have compared the words too.
    expect((await both.held()).next).toBe(0);
    await world.call('collector.confirm', { request: asked.request });
    const active = await both.received();
    expect(active).toMatchObject({
      policy: { disclosures: 'incident' },
      waiting: { entries: 0, alerts: 0 },
      fault: null,
      clockOffMs: null,
    });
    const { received } = active;
    expect(await both.held()).toMatchObject({ next: received?.entries, rows: received?.entries });
    expect(world.view().notices.map((notice) => notice.code)).toContain('collector-receives');
    const rows = await world.rows();
    expect(rows.filter(({ act }) => act.startsWith('collector.') || act.startsWith('sync.')).map(({ act }) => act)).toEqual([
      'sync.receipt',
      'collector.active',
      'collector.confirm',
      'collector.answer',
      'collector.request',
    ]);
    expect((await world.call('log.verify', {})).verdict).toBe('proven');
    expect((await world.call('collector.receiptText', {})).text).toContain(`\n${received?.entries}\n`);
    expect(collector.problems).toEqual([]);
  });

  it('makes no round of its own receipts', async () => {
    await both.enrol();
    await both.received();
    const { connections } = both.proxy;
    const before = both.world.view().log?.entries;
    await both.world.call('collector.tryNow', {});
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(both.proxy.connections).toBe(connections);
    expect(both.world.view().log?.entries).toBe(before);
  });
});
