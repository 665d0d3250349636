/** Every random choice of the tests follows the one seed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sourceFiles } from '../../../build/rooms/source-files.ts';
import { type Pick, pickFrom } from './pick.ts';
import { freshSeed, parseSeed, SEED_VARIABLE, SEEDS, testSeed } from './seed.ts';

/** What would choose by another seed, or by none. Keys and nonces come from `randomBytes`, which stays. */
const STRAY: readonly RegExp[] = [/\bMath\.random\b/, /\brandomInt\b/, /numRuns[^}]*\bseed:/, /\bseed:\s*\d[^}]*numRuns/];

const strayIn = (text: string): string[] => STRAY.flatMap((stray) => stray.exec(text)?.[0] ?? []);

const twenty = (pick: Pick): number[] => Array.from({ length: 20 }, () => pick.below(1_000));

afterEach(() => vi.unstubAllEnvs());

describe('the rule', () => {
  it('is kept by every file in test/', () => {
    const root = join(import.meta.dirname, '../../..');
    const own = 'test/harness/base/random.test.ts';
    const files = sourceFiles(root).modules.filter((file) => file.startsWith('test/') && file !== own);
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap((file) => strayIn(readFileSync(join(root, file), 'utf8')).map((stray) => `${file}: ${stray}`))).toEqual([]);
  });

  it.each([
    'await sleep(Math.random() * 20);',
    'const random = Math.random;',
    "import { randomInt } from 'node:crypto';",
    '{ numRuns: 15, seed: 14 }',
    '{ seed: 14, numRuns: 15 }',
  ])('is broken by %s', (text) => expect(strayIn(text)).toHaveLength(1));
});

describe('fast-check', () => {
  it('begins from the seed', () => {
    expect(fc.readConfigureGlobal().seed).toBe(testSeed());
    const numbers = fc.array(fc.integer(), { minLength: 5 });
    expect(fc.sample(numbers, 20)).toEqual(fc.sample(numbers, { numRuns: 20, seed: testSeed() }));
  });

  it('names it where a property fails', () => {
    const failing = () => fc.assert(fc.property(fc.nat(), (n) => n < 5));
    expect(failing).toThrow(`seed: ${testSeed()}`);
  });
});

describe('pickFrom', () => {
  it('chooses the same for the same label and seed, and other things for another of either', () => {
    const first = twenty(pickFrom('a'));
    expect(twenty(pickFrom('a'))).toEqual(first);
    expect(twenty(pickFrom('b'))).not.toEqual(first);
    vi.stubEnv(SEED_VARIABLE, '7');
    expect(twenty(pickFrom('a'))).not.toEqual(first);
  });

  it('keeps its ranges, and gives as many bytes as are asked for', () => {
    const pick = pickFrom('ranges');
    const fractions = Array.from({ length: 1_000 }, pick.fraction);
    expect(fractions.every((one) => one >= 0 && one < 1)).toBe(true);
    expect(new Set(fractions).size).toBeGreaterThan(990);
    expect(new Set(Array.from({ length: 200 }, () => pick.below(3)))).toEqual(new Set([0, 1, 2]));
    for (const length of [0, 1, 65_535, 65_536, 200_000]) expect(pick.bytes(length)).toHaveLength(length);
  });
});

describe('a seed', () => {
  it.each(['0', '7', String(SEEDS - 1)])('is %s', (text) => expect(String(parseSeed(text))).toBe(text));

  it.each(['', '-1', '1.5', '1e3', 'seven', ' 7', String(SEEDS)])('is not "%s"', (text) =>
    expect(() => parseSeed(text)).toThrow(/is no seed/),
  );

  it('is the fixed one unless the variable names another', () => {
    vi.stubEnv(SEED_VARIABLE, '');
    const fixed = testSeed();
    vi.stubEnv(SEED_VARIABLE, '7');
    expect(testSeed()).toBe(7);
    expect(fixed).not.toBe(7);
    vi.stubEnv(SEED_VARIABLE, 'seven');
    expect(testSeed).toThrow(/is no seed/);
  });

  it('that nobody chose is one, and another each time', () => {
    const seeds = Array.from({ length: 50 }, freshSeed);
    for (const seed of seeds) expect(parseSeed(String(seed))).toBe(seed);
    expect(new Set(seeds).size).toBeGreaterThan(40);
  });
});
