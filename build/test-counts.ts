import { readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Why something was left out, one line each: only for what the host or the machine that the tests run on cannot have. */
  readonly skipped: readonly string[];
  /** End-to-end tests that failed once and held when they ran again. */
  readonly unsteady?: readonly string[];
}

/** A runner's own report, by the runner that wrote it. */
export type ReportKind = 'vitest' | 'playwright' | 'rehearsal';

type Json = { readonly [key: string]: unknown };

const numberAt = (json: Json, key: string): number => {
  const value = json[key];
  if (typeof value !== 'number') throw new Error(`the report has no number \`${key}\``);
  return value;
};

const listAt = (json: Json, key: string): readonly Json[] => {
  const value = json[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
};

/** Vitest's tests that left themselves out with a reason (`leftOut`, test/harness/base/peers.ts). */
function leftOut(report: Json): string[] {
  const results = listAt(report, 'testResults').flatMap((file) => listAt(file, 'assertionResults'));
  return results.flatMap(({ status, title, meta }) => {
    const why = (meta as Json | undefined)?.['leftOut'];
    return (status === 'skipped' || status === 'pending') && typeof why === 'string' ? [`${title}: ${why}`] : [];
  });
}

/** Playwright's tests that skipped themselves with a reason, wherever in the tree of suites they are. */
function skippedWithReason(suite: Json): string[] {
  const tests = listAt(suite, 'specs').flatMap((spec) => listAt(spec, 'tests').map((test) => ({ title: spec['title'], test })));
  const here = tests.flatMap(({ title, test }) => {
    const why = listAt(test, 'annotations').find((note) => note['type'] === 'skip')?.['description'];
    return test['status'] === 'skipped' && typeof why === 'string' ? [`${title}: ${why}`] : [];
  });
  return [...here, ...listAt(suite, 'suites').flatMap(skippedWithReason)];
}

function unsteadyIn(suite: Json): string[] {
  const here = listAt(suite, 'specs').filter((spec) => listAt(spec, 'tests').some(({ status }) => status === 'flaky'));
  return [...here.map(({ title }) => String(title)), ...listAt(suite, 'suites').flatMap(unsteadyIn)];
}

/**
 * The tests that a report counts. One that is skipped without a reason counts as failed: a suite that was asked for does not leave
 * anything out in silence. Throws where the report is missing or is not one; a report of no test at all is the caller's to refuse.
 */
export function countsOf(kind: ReportKind, file: string): Counts {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Json;
  if (kind === 'vitest') {
    const passed = numberAt(report, 'numPassedTests');
    const skipped = leftOut(report);
    const rest = numberAt(report, 'numTotalTests') - passed - skipped.length;
    return { passed, failed: Math.max(rest, numberAt(report, 'numFailedTestSuites')), skipped };
  }
  if (kind === 'playwright') {
    const stats = report['stats'] as Json;
    const skipped = skippedWithReason(report);
    const silent = numberAt(stats, 'skipped') - skipped.length;
    // A file that does not load is an error of the run and no test of any kind.
    const failed = numberAt(stats, 'unexpected') + silent + listAt(report, 'errors').length;
    // Held at its second run only: it counts, and is named, since a machine that others share may stall for seconds.
    return { passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'), failed, skipped, unsteady: unsteadyIn(report) };
  }
  const steps = report['steps'];
  if (!Array.isArray(steps)) throw new Error('the summary has no steps');
  const passed = (steps as readonly Json[]).filter((step) => step['ok'] === true).length;
  return { passed, failed: Math.max(steps.length - passed, report['ok'] === true ? 0 : 1), skipped: [] };
}
