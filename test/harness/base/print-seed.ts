import { testSeed } from './seed.ts';

/** Once in each run of the unit tests. Throws where the variable holds no seed, before any test runs. */
export function setup(): void {
  const seed = testSeed();
  console.log(`Random tests begin from seed ${seed}; \`npm run explore -- --seed ${seed} --runs 1 [FILE…]\` repeats them.`);
}
