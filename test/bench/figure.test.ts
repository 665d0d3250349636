import { describe, expect, it } from 'vitest';
import { beside, figure, holds, median, percentile } from './measure/figure.ts';
import { judgeFrames } from './window/frames.ts';

describe('a figure', () => {
  it('is the median with the least and the most, beside its control', () => {
    const ours = figure('ours', 'ms', [30, 10, 20]);
    expect(ours).toEqual({ name: 'ours', unit: 'ms', median: 20, min: 10, max: 30, n: 3 });
    expect(beside(ours, figure('theirs', 'ms', [40])).ratio).toBe(0.5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10);
  });

  it('is refused when nothing was measured', () => {
    expect(() => figure('nothing', 'ms', [])).toThrow('nothing was measured');
  });
});

describe('a promise', () => {
  it('holds within its limits alone, and never of what is no number', () => {
    expect([1, 2, 3, Number.NaN].map((value) => holds({ name: 'x', value, atLeast: 2 }))).toEqual([false, true, true, false]);
    expect([1, 2, 3, Number.NaN].map((value) => holds({ name: 'x', value, atMost: 2 }))).toEqual([true, true, false, false]);
  });
});

describe('the promise of smooth frames', () => {
  const smooth = { idleMs: 16.67, busyMs: 16.67 };
  const late = { idleMs: 16.67, busyMs: 50 };
  const busyMachine = { idleMs: 33.33, busyMs: 83 };

  it('is broken by late frames on a machine that draws an idle window smoothly', () => {
    const [check] = judgeFrames('it scrolls', [late, late, late]).checks;
    expect(check?.value).toBeGreaterThan(check?.atMost ?? Number.POSITIVE_INFINITY);
  });

  it('holds when the late rounds are those of a busy machine', () => {
    const { checks, skipped } = judgeFrames('it scrolls', [smooth, busyMachine, smooth, busyMachine, smooth]);
    expect(checks).toEqual([expect.objectContaining({ value: 16.67 })]);
    expect(skipped).toEqual([]);
  });

  it('is not made, with a word, where the machine is too busy to tell', () => {
    const { checks, skipped } = judgeFrames('it scrolls', [smooth, smooth, busyMachine]);
    expect(checks).toEqual([]);
    expect(skipped).toEqual([expect.stringContaining('too busy')]);
  });
});
