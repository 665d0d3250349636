/** A station at which nobody does anything for days: the collector hears of it, and nothing is written by that. */
import { describe, expect, it } from 'vitest';
import { ownHead } from '../../../collector/store/own-log.ts';
import { type Watching, type WatchPolicy, watchOnce } from '../../../collector/watch/watch.ts';
import type { CollectorWorld } from '../../harness/world/collector-world.ts';
import { WITH_COLLECTOR } from '../../harness/world/founded.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const HOUR = 3_600_000;
const POLICY: WatchPolicy = { silenceHours: () => 26, drillDays: () => 0, missingMinutes: 60 };

describe('an idle station', () => {
  let both: CollectorWorld;
  let watching: Watching;
  worldForEach(WITH_COLLECTOR, async (made) => {
    both = made;
    await both.enrol();
    await both.received();
    watching = { since: both.collector.collector.now(), missing: new Map() };
  });

  /** Both clocks go on. */
  function later(ms: number): void {
    both.world.skipMs += ms;
    both.collector.later += ms;
  }

  const db = () => both.collector.collector.db;

  /** When the collector heard of it last, by the clock that is set. */
  async function heardAt(): Promise<number> {
    return (await db().one<{ seen_at: number }>('SELECT seen_at FROM log'))?.seen_at ?? 0;
  }

  async function told(): Promise<string[]> {
    await watchOnce(both.collector.collector, POLICY, watching);
    return (await db().all<{ kind: string }>("SELECT kind FROM alert WHERE kind <> 'entry' ORDER BY pos")).map(({ kind }) => kind);
  }

  it('is heard for three days, and neither log grows by it', async () => {
    const entries = both.world.view().log?.entries;
    const own = await ownHead(db());
    const { connections } = both.proxy;
    for (let hours = 0; hours < 72; hours += 2) {
      later(2 * HOUR);
      const now = both.collector.collector.now();
      await expect.poll(heardAt, { timeout: 5_000, interval: 10 }).toBeGreaterThanOrEqual(now);
      await both.until((view) => view?.state === 'active' && !view.sending);
    }
    expect(both.proxy.connections - connections).toBeGreaterThanOrEqual(36);
    expect(await told()).toEqual([]);
    expect(both.world.view()).toMatchObject({ sync: { say: 'received', waiting: 0 }, log: { entries } });
    expect(await ownHead(db())).toBe(own);
    expect(await both.held()).toMatchObject({ size: both.as('active').received?.entries, next: both.as('active').received?.entries });
  }, 60_000);

  it('makes no connection before it is time', async () => {
    const { connections } = both.proxy;
    later(44 * 60_000);
    both.world.tick();
    expect(both.as('active').sending).toBe(false);
    expect(both.proxy.connections).toBe(connections);
  });

  it('is silent to a collector that it does not reach, says so itself, and is heard when the network is back', async () => {
    both.proxy.cut();
    later(27 * HOUR);
    await both.until((view) => view?.state === 'active' && view.fault !== null);
    expect(both.as('active')).toMatchObject({ fault: { kind: 'cut' }, waiting: { entries: 0 }, nextTryInMs: expect.any(Number) });
    expect(await told()).toEqual(['station_silent']);
    const entries = both.world.view().log?.entries;
    both.proxy.mode = 'pass';
    // The next try by itself: the longest wait between two.
    later(16 * 60_000);
    await both.until((view) => view?.state === 'active' && view.fault === null);
    expect(await told()).toEqual(['station_silent', 'station_heard']);
    expect(both.world.view()).toMatchObject({ sync: { say: 'received' }, log: { entries } });
  }, 60_000);

  it('learns of a collector that lost what it gave a receipt for', async () => {
    await db().transaction((tx) => tx.run('UPDATE log SET size = size - 1'));
    later(2 * HOUR);
    await both.until((view) => view?.state === 'active' && view.fault !== null);
    expect(both.as('active').fault).toMatchObject({ kind: 'lost', code: 'collector.lost_entries' });
  });
});
