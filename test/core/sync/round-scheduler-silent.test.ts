/** I7: a collector that takes every connection and never answers changes nothing that a person waits for. */
import { describe, expect, it } from 'vitest';
import type { CollectorWorld } from '../../harness/world/collector-world.ts';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE, WITH_COLLECTOR } from '../../harness/world/founded.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

const ROUNDS = 2;
/** After so long the station gives a connection up, and makes another while somebody works. Longer than any act takes. */
const PATIENCE_MS = 8_000;

/** From the declaration to the closing, and the longest that one call took. */
async function drill(world: World, n: number): Promise<{ readonly ms: number; readonly longest: number }> {
  let longest = 0;
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work;
    longest = Math.max(longest, performance.now() - began);
    return result;
  };
  const began = performance.now();
  const compartments = [world.compartment('Network (decoy)')];
  const request = await timed(world.declare({ kind: 'drill', incident: `DRILL-${n}`, compartments }));
  for (const name of ['Ito', 'Lena', 'Priya']) await timed(world.touch({ kind: 'contribute', request, member: world.member(name) }));
  await world.titles();
  await timed(world.reveal(await world.find('Decoy administrator'), 'password'));
  await timed(world.call('window.seal', {}));
  await timed(world.touch({ kind: 'classify', request, member: world.member('Priya'), as: 'drill' }));
  await timed(world.call('closing.close', { request }));
  return { ms: performance.now() - began, longest };
}

describe('a collector that never answers', () => {
  let both: CollectorWorld;
  let alone: World;
  worldForAll(PRACTICE, (made) => {
    alone = made;
  });
  worldForAll(WITH_COLLECTOR, async (made) => {
    both = made;
    await both.enrol();
    await both.received();
    both.world.engine.stop();
    both.world.collectorPatienceMs = PATIENCE_MS;
    await both.world.start();
    await both.world.call('practice.start', {});
    both.proxy.mode = 'silent';
  });

  it('I7: keeps nobody waiting from the declaration to the closing, and nothing is lost', async () => {
    const times = { silent: [] as number[], alone: [] as number[], longest: 0 };
    const { connections } = both.proxy;
    for (let n = 0; n <= ROUNDS; n++) {
      const without = await drill(alone, n);
      const silent = await drill(both.world, n);
      // The first of each is for the processes to warm up.
      if (n === 0) continue;
      times.alone.push(without.ms);
      times.silent.push(silent.ms);
      times.longest = Math.max(times.longest, silent.longest);
    }
    expect(both.proxy.connections - connections, 'the silent collector was tried').toBeGreaterThan(0);
    await both.until((view) => view?.state === 'active' && view.fault !== null);
    // On idle cores the two are equal; where many work at once, each drill takes its own time.
    expect(Math.min(...times.silent), JSON.stringify(times)).toBeLessThan(Math.min(...times.alone) * 2);
    expect(times.longest, JSON.stringify(times)).toBeLessThan(PATIENCE_MS - 1_000);
    expect(both.as('active').fault).toMatchObject({ kind: 'not-answering', code: 'network.timed_out' });
    expect(both.as('active').waiting.alerts).toBeGreaterThan(0);
    // Closing the vault does not wait for it either, nor is anything lost by that.
    await both.world.call('collector.tryNow', {});
    const began = performance.now();
    await both.world.restart();
    expect(performance.now() - began).toBeLessThan(PATIENCE_MS - 1_000);
    await both.world.call('practice.start', {});
    both.proxy.mode = 'pass';
    const { received } = await both.received();
    expect(await both.held()).toMatchObject({ next: received?.entries, rows: received?.entries });
    const told = await both.collector.collector.db.all<{ act: string }>("SELECT act FROM alert WHERE kind = 'entry'");
    expect(told.filter(({ act }) => act === 'request.declare').length).toBeGreaterThanOrEqual(ROUNDS + 1);
  }, 120_000);
});
