import { until } from '../harness/base/until.ts';
import { benchWorld } from './measure/bench-vault.ts';
import { beside, type Figure, figure } from './measure/figure.ts';
import { sampleEntry } from './measure/sample-entry.ts';

/** What a person types, letter by letter. */
const TYPED = ['registrar north', 'östervik 12', 'team 7', 'backup operator 99'];
const PAGE = 50;

/**
 * Each keystroke of a search over `size` titles at the desk, in the engine: `directory.list` from the call to its first page. Beside
 * it the barest search that there is, over the same titles: every word looked for in every string of an array.
 */
export async function measureSearch(size: number, rounds: number): Promise<readonly Figure[]> {
  const world = await benchWorld(size);
  try {
    const list = (text: string) => world.call('directory.list', { text, compartment: null, offset: 0, limit: PAGE });
    const first: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await world.call('desk.leave', {});
      await world.touch({ kind: 'desk', member: world.member('Mara') });
      await until(() => (world.engine.view().desk?.titles ?? 0) >= size, 600_000);
      first.push(await timed(() => list('')));
    }
    const haystacks = Array.from({ length: size }, (_, i) => {
      const { title, system, owner } = sampleEntry(i);
      return `${title}\n${system}\n${owner}`.toLowerCase();
    });
    const engine: number[] = [];
    const bare: number[] = [];
    for (const text of TYPED.flatMap((word) => [...word].map((_, end) => word.slice(0, end + 1)))) {
      engine.push(await timed(() => list(text)));
      bare.push(await timed(() => haystacks.filter((one) => text.split(' ').every((word) => one.includes(word))).slice(0, PAGE)));
    }
    const of = `${size.toLocaleString('en')} titles`;
    const control = figure(`words looked for in an array of ${of}`, 'ms', bare);
    return [
      beside(
        figure(`search as typed, ${of}`, 'ms', engine),
        control,
        'each keystroke once; ours in order, with state and version of each row',
      ),
      figure(`first list after reading ${of}`, 'ms', first),
    ];
  } finally {
    await world.end();
  }
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
