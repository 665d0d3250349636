/** The part of the suite in which a log is carried by hand, and comes to harm on its way. */
import { importCost } from '../collector/carry/import-cost.ts';
import { mutateBundle } from '../collector/carry/mutate-bundle.ts';
import { bad, count, type Tally } from './tally.ts';

const MUTATIONS = 10_000;
const LONG_ENTRIES = 100_000;
const MOST_MIB = 200;

/** Random mutations of a bundle: each is noticed, or what comes out of its gzip is the bundle. */
export async function harmedBundles(tally: Tally, form: 'short' | 'long'): Promise<void> {
  const part = 'mutations of a bundle';
  const rounds = form === 'short' ? 100 : MUTATIONS;
  const { entries, noticed, harmless, named, missed } = await mutateBundle(rounds, 'faults');
  console.log(
    `  ${rounds} mutations of ${entries} entries: ${noticed} noticed, ${harmless} the same bytes, the first bad entry named in ${named}`,
  );
  tally.rounds += rounds;
  for (const [what, by] of Object.entries({ noticed, harmless, named })) count(tally, part, what, by);
  for (const sentence of missed) bad(tally, 'lost', part, sentence);
  if (form === 'long') await longBundle(tally);
}

async function longBundle(tally: Tally): Promise<void> {
  const { taken, peakMiB, restMiB } = await importCost(LONG_ENTRIES);
  console.log(`  a bundle of ${taken} entries: ${peakMiB.toFixed(0)} MiB at the most, ${restMiB.toFixed(0)} MiB before`);
  if (taken !== LONG_ENTRIES) bad(tally, 'lost', 'a long bundle', `${taken} of ${LONG_ENTRIES} entries were taken`);
  if (peakMiB > MOST_MIB) bad(tally, 'lost', 'a long bundle', `${peakMiB.toFixed(0)} MiB to take it, not ${MOST_MIB}`);
}
