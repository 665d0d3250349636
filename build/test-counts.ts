import { readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** A runner's own report, by the runner that wrote it. */
export type ReportKind = 'vitest' | 'playwright' | 'rehearsal';

type Json = { readonly [key: string]: unknown };

const numberAt = (json: Json, key: string): number => {
  const value = json[key];
  if (typeof value !== 'number') throw new Error(`the report has no number \`${key}\``);
  return value;
};

/**
 * The tests that a report counts. Skipped ones count as failed: a suite that was asked for does not leave anything out in silence.
 * Throws where the report is missing or is not one; a report of no test at all is the caller's to refuse.
 */
export function countsOf(kind: ReportKind, file: string): Counts {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Json;
  if (kind === 'vitest') {
    const passed = numberAt(report, 'numPassedTests');
    return { passed, failed: Math.max(numberAt(report, 'numTotalTests') - passed, numberAt(report, 'numFailedTestSuites')) };
  }
  if (kind === 'playwright') {
    const stats = report['stats'] as Json;
    return {
      passed: numberAt(stats, 'expected'),
      failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') + numberAt(stats, 'skipped'),
    };
  }
  const steps = report['steps'];
  if (!Array.isArray(steps)) throw new Error('the summary has no steps');
  const passed = (steps as readonly Json[]).filter((step) => step['ok'] === true).length;
  return { passed, failed: Math.max(steps.length - passed, report['ok'] === true ? 0 : 1) };
}
