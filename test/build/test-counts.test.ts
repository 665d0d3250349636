import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countsOf, type ReportKind } from '../../build/test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'halligan-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function counted(kind: ReportKind, report: unknown): unknown {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return countsOf(kind, file);
}

describe('the count of a runner', () => {
  it('takes what is left out for a failure, and a file that did not load too', () => {
    const sound = { numPassedTests: 7, numTotalTests: 7, numFailedTestSuites: 0 };
    expect(counted('vitest', sound)).toEqual({ passed: 7, failed: 0, skipped: [] });
    expect(counted('vitest', { ...sound, numTotalTests: 9 })).toEqual({ passed: 7, failed: 2, skipped: [] });
    expect(counted('vitest', { ...sound, numFailedTestSuites: 1 })).toEqual({ passed: 7, failed: 1, skipped: [] });
  });

  it('names what left itself out with a reason, and takes the rest for failures', () => {
    const result = (title: string, status: string, meta: unknown) => ({ title, status, meta });
    const assertionResults = [
      result('a', 'skipped', { leftOut: 'no Go here' }),
      result('b', 'skipped', {}),
      result('c', 'failed', { leftOut: 'no Go here' }),
      result('d', 'passed', {}),
    ];
    const report = { numPassedTests: 1, numTotalTests: 4, numFailedTestSuites: 0, testResults: [{ assertionResults }] };
    expect(counted('vitest', report)).toEqual({ passed: 1, failed: 2, skipped: ['a: no Go here'] });
  });

  it('takes a file of Playwright that did not load, and one skipped without a word for failures, and names one that held at its second run', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    const spec = (title: string, annotations: unknown) => ({ title, tests: [{ status: 'skipped', annotations }] });
    const inner = { specs: [spec('a', [{ type: 'skip', description: 'not on this host' }]), spec('b', [{ type: 'skip' }])] };
    const again = { specs: [{ title: 'c', tests: [{ status: 'flaky', annotations: [] }] }] };
    const report = { stats, errors: [{ message: 'x' }], suites: [{ suites: [inner, again] }] };
    expect(counted('playwright', report)).toEqual({ passed: 6, failed: 3, skipped: ['a: not on this host'], unsteady: ['c'] });
  });

  it('takes a rehearsal for failed when it says so, though its steps are well', () => {
    const steps = [
      { name: 'founded', ok: true },
      { name: 'opened', ok: true },
    ];
    expect(counted('rehearsal', { ok: true, steps })).toEqual({ passed: 2, failed: 0, skipped: [] });
    expect(counted('rehearsal', { ok: false, steps })).toEqual({ passed: 2, failed: 1, skipped: [] });
    expect(counted('rehearsal', { ok: true, steps: [...steps, { name: 'closed' }] })).toEqual({ passed: 2, failed: 1, skipped: [] });
  });

  it('refuses a report that is none', () => {
    expect(() => counted('vitest', {})).toThrow(/numPassedTests/);
    expect(() => counted('rehearsal', {})).toThrow(/no steps/);
    expect(() => countsOf('vitest', join(folder, 'none.json'))).toThrow(/ENOENT/);
  });
});
