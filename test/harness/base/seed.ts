/**
 * The seed of every random choice that a test makes: fast-check's (test/harness/base/fixed-seed.ts) and those of `pickFrom`. It is
 * the same at every `npm test`, so that what passed once does not fail by chance; `npm run explore` and the long
 * `npm run faults` take a fresh one. Keys, nonces and salts are not choices of a test and stay random.
 */
const FIXED_SEED = 20_261_128;

/** Names another seed, for this process and the children that it starts. */
export const SEED_VARIABLE = 'HALLIGAN_SEED';

/** Seeds are the whole numbers below this. */
export const SEEDS = 2 ** 31;

/** The seed of this process. Throws where the variable holds something else than a seed. */
export function testSeed(): number {
  const named = process.env[SEED_VARIABLE];
  return named === undefined || named === '' ? FIXED_SEED : parseSeed(named);
}

/** Throws for everything but the decimal digits of a whole number below 2^31. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed >= SEEDS) throw new Error(`"${text}" is no seed: a whole number from 0 to ${SEEDS - 1} is.`);
  return seed;
}

/** One that nobody has chosen. */
export function freshSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) >>> 1; // an array of one
}
