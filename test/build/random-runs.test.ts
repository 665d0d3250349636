import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SEED_VARIABLE, testSeed } from '../harness/base/seed.ts';
import { makeTree, type Said, say, type Tree, UNIT_SET_UP } from './tree.ts';

/** `npm run unit` and `npm run explore`, run in a small tree with the real runner. */
let tree: Tree;
beforeEach(() => {
  tree = makeTree();
  tree.linkModules();
  tree.copy('vitest.config.ts', ...UNIT_SET_UP);
});
afterEach(() => tree.remove());

function run(program: string, args: readonly string[], seed?: string): Promise<Said> {
  const env = { ...process.env, [SEED_VARIABLE]: seed };
  return say([process.execPath, join(tree.root, program), ...args], { cwd: tree.root, env, limitSeconds: 90 });
}

const unit = (seed?: string): Promise<Said> => run('node_modules/vitest/vitest.mjs', ['run'], seed);

const failsFrom = (limit: number): string =>
  `import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { it } from 'vitest';
it('is small', () => fc.assert(fc.property(fc.nat(1_000_000), (n) => n < ${limit})));
it('notes what it drew', () => appendFileSync('drawn', fc.sample(fc.nat(), 1) + '\\n'));`;

/** What the runs so far drew. */
const drawn = (): string[] => readFileSync(join(tree.root, 'drawn'), 'utf8').trimEnd().split('\n');

describe('the unit run', () => {
  it('prints its seed once, draws the same every time, and names the seed where a property fails', async () => {
    tree.write('test/shared/base/small.test.ts', failsFrom(900_000));
    const [first, second] = [await unit(), await unit()];
    expect(first.code).toBe(1);
    expect(first.text.match(/begin from seed \d+/g)).toEqual([`begin from seed ${testSeed()}`]);
    expect(first.text).toContain(`{ seed: ${testSeed()}, path:`);
    expect(second.code).toBe(1);
    const [one, other, ...more] = drawn();
    expect([other, more]).toEqual([one, []]);
  });

  it('takes another seed from the environment, and none that is no seed', async () => {
    tree.write('test/shared/base/small.test.ts', failsFrom(2_000_000));
    const [fixed, other] = [await unit(), await unit('7')];
    expect(fixed.code).toBe(0);
    expect(other.text).toContain('begin from seed 7;');
    expect(new Set(drawn()).size).toBe(2);
    const wrong = await unit('seven');
    expect(wrong.code).not.toBe(0);
    expect(wrong.text).toContain('"seven" is no seed');
    expect(drawn()).toHaveLength(2);
  });
});

it('npm run explore runs the random tests alone, from one seed after another, and says how to repeat the one that failed', async () => {
  tree.copy('test/explore/explore.ts', 'test/explore/explored.ts', 'test/explore/random-tests.ts');
  tree.write('test/base/small.test.ts', failsFrom(2_000_000));
  tree.write(
    'test/base/plain.test.ts',
    "import { writeFileSync } from 'node:fs';\nimport { it } from 'vitest';\nit('is plain', () => writeFileSync('plain', ''));",
  );
  const sound = await run('test/explore/explore.ts', ['--seed', '2147483647', '--runs', '2']);
  expect(sound.code).toBe(0);
  expect([...sound.text.matchAll(/^Run .*/gm)].flat()).toEqual(['Run 1 of 2, seed 2147483647', 'Run 2 of 2, seed 0']);
  expect(new Set(drawn()).size).toBe(2);
  expect(existsSync(join(tree.root, 'plain'))).toBe(false);
  tree.write('test/base/small.test.ts', failsFrom(10));
  const failed = await run('test/explore/explore.ts', ['--seed', '5', 'test/base/small.test.ts']);
  expect(failed.code).toBe(1);
  expect([...failed.text.matchAll(/^Run .*/gm)].flat()).toEqual(['Run 1 of 10, seed 5']);
  expect(failed.text).toContain('To repeat it: npm run explore -- --seed 5 --runs 1 test/base/small.test.ts');
  expect((await run('test/explore/explore.ts', ['--runs', '0'])).text).toContain('--runs is a whole number from 1 up');
  expect((await run('test/explore/explore.ts', ['--seed', 'x'])).text).toMatch(/^Halligan: "x" is no seed: .*\n$/);
});
