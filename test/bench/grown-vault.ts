import { World } from '../harness/world/engine-world.ts';
import { KeyTin } from '../harness/world/key-tin.ts';
import { benchVault } from './measure/bench-vault.ts';
import { figure, median, type Part } from './measure/figure.ts';
import { givePast } from './vault-past.ts';

/** About three years of one emergency or drill a week, the last month's not closed. */
const PAST = { uses: 160, unclosed: 4, seenEach: 8 };

/** What the window waits for in a vault of `size` credentials that has been in use for years. */
export async function measureGrown(size: number, rounds: number): Promise<Part> {
  let entries = '';
  await using world = await World.copyOf(await benchVault(size), new KeyTin(), async (folder) => {
    entries = (await givePast(folder, PAST)).toLocaleString('en');
  });
  const times = {
    open: [] as number[],
    view: [] as number[],
    first: [] as number[],
    again: [] as number[],
    find: [] as number[],
    verify: [] as number[],
  };
  const rows = (text: string) => world.call('log.rows', { text, member: null, act: null, incident: null, before: null, limit: 100 });
  for (let round = 0; round < rounds; round++) {
    times.open.push(await timed(() => world.call('practice.start', {})));
    times.view.push(await timed(() => world.engine.view()));
    times.first.push(await timed(() => rows('')));
    times.again.push(await timed(() => rows('')));
    times.find.push(await timed(() => rows('mara approve')));
    const verify = async () => (await world.call('log.verify', {})).verdict;
    let verdict = '';
    times.verify.push(await timed(async () => (verdict = await verify())));
    if (verdict !== 'proven') throw new Error(`the log of a vault with a past is ${verdict}`);
    await world.call('vault.close', {});
  }
  const of = `${size.toLocaleString('en')} credentials, ${entries} entries`;
  const figures = [
    figure(`open the file, its log verified, ${of}`, 'ms', times.open),
    figure(`snapshot for the window, ${of}`, 'ms', times.view),
    figure(`first page of the log, ${of}`, 'ms', times.first),
    figure(`the same page again, ${of}`, 'ms', times.again),
    figure(`two words looked for in the log, ${of}`, 'ms', times.find),
    figure(`every rule of the log verified, ${of}`, 'ms', times.verify),
  ];
  // Opening reads the whole log; what a person sees first must not.
  const part = median(times.view.map((ms, round) => ms / (times.open[round] ?? Number.NaN)));
  return { figures, checks: [{ name: 'the first snapshot takes of the time that opening took', value: part, atMost: 0.5 }], skipped: [] };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
