import { describe, expect, it } from 'vitest';
import { nextTryMs } from '../../../core/sync/next-try.ts';

describe('the wait after a round that failed', () => {
  it.each([
    [1, null, 0.5, 1_000],
    [2, null, 0.5, 2_000],
    [3, null, 0, 0],
    [9, null, 0.5, 256_000],
    [10, null, 0.5, 450_000],
    [5_000, null, 0.5, 450_000],
    [1, 17, 0.5, 17_000],
    [10, 17, 0.5, 450_000],
    [1, 0, 0.5, 1_000],
  ])('%i failures, asked to wait %s s, chance %d: %i ms', (failures, retryAfter, chance, ms) => {
    expect(nextTryMs(failures, retryAfter, chance)).toBe(ms);
  });
});
