/**
 * The collector in a process of its own, to be killed: its folder and the address of its database are the arguments, its port the
 * first line that it prints. It ends with whoever started it. With a third argument it feeds the sink of that name, and prints a line for each item.
 */
import { deliver, type Sink } from '../../../collector/sinks/deliver.ts';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { whileHeld } from '../../../collector/store/while-held.ts';
import { pickFrom } from '../base/pick.ts';
import { RunningCollector } from './running-collector.ts';

process.stdin.resume().once('end', () => process.exit(0));
const [folder, database, name] = process.argv.slice(2);
const running = await RunningCollector.start(folder, database);
process.stdout.write(`${running.port}\n`);
if (name !== undefined) {
  const sink: Sink = {
    name,
    events: 'all',
    drills: true,
    batch: 50,
    giveUpMs: null,
    send: (items) =>
      new Promise((resolve) => process.stdout.write(items.map(({ pos }) => `${pos}\n`).join(''), () => resolve({ kind: 'delivered' }))),
  };
  const surroundings = { ledger: sinkLedger(running.collector), now: () => Date.now(), random: pickFrom(`sink ${name}`).fraction };
  const { signal } = new AbortController();
  await whileHeld(running.collector.db, `sink ${name}`, signal, (held) => deliver(sink, { ...surroundings, signal: held }));
}
