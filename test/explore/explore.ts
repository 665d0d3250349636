/**
 * `npm run explore [-- --seed N] [--runs N] [FILE…]`: the random tests with choices that nobody has seen yet, ten times unless
 * told otherwise, each time from the next seed. All that make random choices, or these files. Ends at the first that fails.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runAttached } from '../../build/setup/child.mjs';
import { orStop, SetupStop } from '../../build/setup/stop.mjs';
import { freshSeed, parseSeed, SEED_VARIABLE } from '../harness/base/seed.ts';
import { explored } from './explored.ts';
import { randomTests } from './random-tests.ts';

await orStop(async () => {
  const root = join(import.meta.dirname, '../..');
  const options = { seed: { type: 'string' }, runs: { type: 'string', default: '10' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const runs = Number(values.runs);
  if (!Number.isSafeInteger(runs) || runs < 1) throw new SetupStop('--runs is a whole number from 1 up.');
  const files = positionals.length > 0 ? positionals : randomTests(root);
  return explored({
    first: values.seed === undefined ? freshSeed() : seedNamed(values.seed),
    runs,
    files: positionals,
    say: (line) => console.log(line),
    run: (seed) =>
      runAttached(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files], {
        cwd: root,
        env: { ...process.env, [SEED_VARIABLE]: String(seed) },
      }),
  });
});

function seedNamed(text: string): number {
  try {
    return parseSeed(text);
  } catch (error) {
    throw new SetupStop(error instanceof Error ? error.message : String(error));
  }
}
