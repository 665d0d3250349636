import { expect, test } from 'vitest';
import { mutateBundle } from './mutate-bundle.ts';

/** `npm run faults` has ten times as many. */
const MUTATIONS = 1_000;

// T2
test(`each of ${MUTATIONS} random mutations of a bundle is noticed, and the first bad entry named`, async () => {
  const { missed, ...counts } = await mutateBundle(MUTATIONS, 'bundle');
  console.log(`${MUTATIONS} mutations of a bundle: ${JSON.stringify(counts)}`);
  expect(missed).toEqual([]);
  expect(counts.noticed + counts.harmless).toBe(MUTATIONS);
  expect(counts.noticed).toBeGreaterThan(MUTATIONS * 0.95);
  expect(counts.named).toBeGreaterThan(MUTATIONS / 4);
}, 120_000);
