/** A station whose log key no keyring protects: told once, when it is let in. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decide } from '../../../collector/enrol/enrolment.ts';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { TestStation } from '../../harness/collector/test-station.ts';

let running: RunningCollector;
beforeEach(async () => {
  running = await RunningCollector.start();
});
afterEach(() => running.end());

const told = () => sinkLedger(running.collector).items(0, 100, { events: 'alerts', drills: true });

it('is told to every feed once it is let in, and not before', async () => {
  const station = new TestStation({ seed: 1, name: 'Site Göteborg', keyKind: 'basic_text' });
  const id = await station.ask(running);
  expect(await told()).toEqual([]);
  await decide(running.collector, id, 'active', null);
  expect(await told()).toEqual([
    expect.objectContaining({
      station: 'Site Göteborg',
      origin: station.origin,
      entry: null,
      alert: expect.objectContaining({ kind: 'weak_key', severity: 'high', drill: false, sentence: expect.stringContaining('no keyring') }),
    }),
  ]);
});

it('is told of a practice too, never loudly', async () => {
  await new TestStation({ seed: 2, name: 'Ops desk', keyKind: 'basic_text', practice: true }).enrol(running);
  expect((await told()).map(({ alert }) => alert)).toEqual([expect.objectContaining({ kind: 'weak_key', severity: 'info', drill: true })]);
});

it('is not told of a station that is refused, or that has a keyring', async () => {
  const refused = await new TestStation({ seed: 3, name: 'Unknown', keyKind: 'basic_text' }).ask(running);
  await decide(running.collector, refused, 'refused', null);
  await new TestStation({ seed: 4, name: 'Ops desk', keyKind: 'libsecret' }).enrol(running);
  expect(await told()).toEqual([]);
});
