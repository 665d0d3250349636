/** A station with a practice vault, and the collector itself at the other end of a network that can be cut. */
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import type { CollectorView } from '../../../shared/contract/collector-view.ts';
import { until } from '../base/until.ts';
import { RunningCollector } from '../collector/running-collector.ts';
import { CutProxy } from './cut-proxy.ts';
import { World } from './engine-world.ts';

export type StateOf<S extends CollectorView['state']> = Extract<CollectorView, { state: S }>;

export class CollectorWorld {
  readonly world: World;
  readonly collector: RunningCollector;
  readonly proxy: CutProxy;

  private constructor(world: World, collector: RunningCollector, proxy: CutProxy) {
    this.world = world;
    this.collector = collector;
    this.proxy = proxy;
  }

  /** A new collector beside this station, which has a vault that is open. */
  static async beside(station: Promise<World>): Promise<CollectorWorld> {
    const [world, collector] = await Promise.all([station, RunningCollector.start()]);
    return new CollectorWorld(world, collector, await CutProxy.start(() => collector.port));
  }

  /** A second machine with the disk of the first as it is now, at the same collector. Its vault is not open yet. */
  static async copyOf({ world, collector, proxy }: CollectorWorld): Promise<CollectorWorld> {
    return new CollectorWorld(await World.make(world), collector, proxy);
  }

  async end(): Promise<void> {
    this.proxy.stop();
    await this.world.end();
    await this.collector.end();
  }

  /** The collector as the window shows it, when it is in this state. */
  as<S extends CollectorView['state']>(state: S): StateOf<S> {
    const { collector } = this.world.view();
    if (collector?.state !== state) throw new Error(`the collector is ${collector?.state}, not ${state}`);
    return collector as StateOf<S>; // by the line above
  }

  /** Asks with a fresh code. */
  async ask(address = this.proxy.address): Promise<StateOf<'asked'>> {
    const code = await makeCode(this.collector.collector, null);
    await this.world.call('collector.ask', { address, code, pin: null });
    return this.as('asked');
  }

  /** Asked, words compared, let in. */
  async enrol(): Promise<void> {
    const { request } = await this.ask();
    await this.world.call('collector.confirm', { request });
    await decide(this.collector.collector, request, 'active', null);
    await this.world.call('collector.tryNow', {});
    await this.until((view) => view?.state === 'active');
  }

  async until(holds: (view: CollectorView | null) => boolean, ms = 15_000): Promise<void> {
    await until(
      () => holds(this.world.view().collector),
      ms,
      () => JSON.stringify(this.world.view().collector),
    );
  }

  /** Everything is received and the receipt verified. */
  async received(): Promise<StateOf<'active'>> {
    await this.world.call('collector.tryNow', {});
    await this.until(() => this.world.view().sync?.say === 'received');
    return this.as('active');
  }

  /** What the collector holds of the log that is open. */
  async held(): Promise<{ readonly size: number; readonly next: number; readonly state: string; readonly rows: number }> {
    const origin = this.world.view().log?.origin ?? '';
    const { db } = this.collector.collector;
    const row = await db.one<{ n: number; size: number; next: number; state: string }>(
      'SELECT n, size, next, state FROM log WHERE origin = ?',
      origin,
    );
    if (row === null) throw new Error('the collector does not know this log');
    const rows = (await db.one<{ rows: number }>('SELECT count(*) AS rows FROM event WHERE log = ?', row.n))?.rows ?? 0;
    return { ...row, rows };
  }
}
