/** What a bundle costs the collector that takes it: it may be as long as it likes, and holds a body of it at a time. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importCost } from './import-cost.ts';

const ENTRIES = 40_000;
const MOST_MIB = 100;

it.skipIf(!existsSync('/proc/self/status'))('a long bundle takes little memory', { timeout: 120_000 }, async () => {
  const { taken, restMiB, peakMiB } = await importCost(ENTRIES);
  console.log(`a bundle of ${taken} entries: ${peakMiB.toFixed(0)} MiB, ${restMiB.toFixed(0)} before`);
  expect(taken).toBe(ENTRIES);
  expect(peakMiB - restMiB).toBeLessThan(MOST_MIB);
});
