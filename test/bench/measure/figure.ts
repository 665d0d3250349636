/** What was measured at one place: the median of `n` values, the least and the most of them. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'MiB' | 'count' | 'per second';
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly n: number;
  /** What stands beside it, measured in the same run. */
  readonly control?: Figure;
  /** This median ÷ the control's. */
  readonly ratio?: number;
  /** What a reader has to know to compare the two. */
  readonly note?: string;
}

/** A promise that holds on every machine that does nothing else meanwhile: the run fails when it is broken. */
export interface Check {
  readonly name: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Not of a value that is no number. */
export function holds({ value, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY }: Check): boolean {
  return value >= atLeast && value <= atMost;
}

/** What one part of the run has to say. `skipped`: what could not be measured here, and why. */
export interface Part {
  readonly figures: readonly Figure[];
  readonly checks: readonly Check[];
  readonly skipped: readonly string[];
  /** Which host the window was opened by, where there was one. */
  readonly host?: 'electron' | 'rescue';
}

/** Throws for no values: a median of nothing would be reported as a figure. */
export function figure(name: string, unit: Figure['unit'], values: readonly number[]): Figure {
  if (values.length === 0) throw new Error(`nothing was measured for ${name}`);
  return { name, unit, median: round(median(values)), min: round(Math.min(...values)), max: round(Math.max(...values)), n: values.length };
}

/** The figure with its control beside it. */
export function beside(measured: Figure, control: Figure, note?: string): Figure {
  const ratio = round(measured.median / control.median);
  return { ...measured, control, ratio, ...(note === undefined ? {} : { note }) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that `share` of all do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}

/** Three places after the point: more is noise. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
