import { SEEDS } from '../harness/base/seed.ts';

export interface Exploration {
  readonly first: number;
  readonly runs: number;
  /** What was asked for by name; empty for all. Said again in the command that repeats a failure. */
  readonly files: readonly string[];
  readonly say: (line: string) => void;
  /** Runs the tests once from that seed, and gives the exit code. */
  readonly run: (seed: number) => Promise<number>;
}

/** Runs the tests from one seed after another, until one fails or all have passed. Gives the exit code of the last run. */
export async function explored({ first, runs, files, say, run }: Exploration): Promise<number> {
  for (let i = 0; i < runs; i++) {
    const seed = (first + i) % SEEDS;
    say(`Run ${i + 1} of ${runs}, seed ${seed}`);
    const code = await run(seed);
    if (code === 0) continue;
    say(`Failed with seed ${seed}. To repeat it: npm run explore -- ${[`--seed ${seed}`, '--runs 1', ...files].join(' ')}`);
    return code;
  }
  return 0;
}
