/** The collector of the canary's story: what the station sends to it, carries to it, and what it tells on through every feed. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { cefMessage } from '../../../collector/sinks/cef.ts';
import { ocsfEvent } from '../../../collector/sinks/ocsf.ts';
import { otlpBody } from '../../../collector/sinks/otlp.ts';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { syslogMessage } from '../../../collector/sinks/syslog.ts';
import { webhookBody } from '../../../collector/sinks/webhook.ts';
import { until } from '../../harness/base/until.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import type { World } from '../../harness/world/engine-world.ts';

const MOST_ITEMS = 10_000;

export class CanaryCollector {
  readonly #world: World;
  readonly #running: RunningCollector;

  private constructor(world: World, running: RunningCollector) {
    this.#world = world;
    this.#running = running;
  }

  /** One that has let this station in. */
  static async enrol(world: World): Promise<CanaryCollector> {
    const running = await RunningCollector.start();
    const canary = new CanaryCollector(world, running);
    const code = await makeCode(running.collector, null);
    await world.call('collector.ask', { address: running.address.text, code, pin: null });
    const asked = world.view().collector;
    if (asked?.state !== 'asked') throw new Error('the station did not ask');
    await world.call('collector.confirm', { request: asked.request });
    await decide(running.collector, asked.request, 'active', null);
    await canary.#until(() => world.view().collector?.state === 'active');
    return canary;
  }

  /** Everything is sent; then a bundle, the collector's files as they lie while it runs, and each feed's words are put in `out`. */
  async tell(out: string): Promise<void> {
    await this.#until(() => this.#world.view().sync?.say === 'received');
    const bundles = join(out, 'bundle');
    mkdirSync(bundles);
    this.#world.picks = [join(bundles, 'story.hsync')];
    await this.#world.call('collector.exportBundle', { from: 'start' });
    for (const name of readdirSync(bundles)) writeFileSync(join(bundles, `${name}.tar`), gunzipSync(readFileSync(join(bundles, name))));
    cpSync(this.#running.folder, join(out, 'collector'), { recursive: true });
    const items = await sinkLedger(this.#running.collector).items(0, MOST_ITEMS, { events: 'all', drills: true });
    const feeds = join(out, 'feeds');
    mkdirSync(feeds);
    const limits = { pen: 32_473, maxBytes: 65_536 };
    writeFileSync(join(feeds, 'syslog'), Buffer.concat(items.map((item) => syslogMessage(item, limits))));
    writeFileSync(join(feeds, 'cef'), Buffer.concat(items.map((item) => cefMessage(item, limits))));
    writeFileSync(join(feeds, 'ocsf'), items.map(ocsfEvent).join('\n'));
    writeFileSync(join(feeds, 'webhook'), items.map(webhookBody).join('\n'));
    writeFileSync(join(feeds, 'otlp'), otlpBody(items));
  }

  async end(): Promise<void> {
    await this.#running.end();
  }

  async #until(holds: () => boolean): Promise<void> {
    const tried = async () => {
      await this.#world.call('collector.tryNow', {});
      return holds();
    };
    await until(tried, 60_000, () => JSON.stringify(this.#world.view().collector));
  }
}
