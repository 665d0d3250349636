// `npm test` after the set-up (build/test.mjs): every step in order, each timed and with a limit, the first failure shown with its log.
// Ends with the line `N passed, N failed`. HALLIGAN_TEST_ONLY=unit,e2e runs only those steps.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Displays } from './display.ts';
import { displaysFor } from './displays-for.ts';
import { ensureBuilt } from './ensure-built.ts';
import { runToEnd } from './setup/child.mjs';
import { orStop, SetupStop } from './setup/stop.mjs';
import { type Counts, countsOf } from './test-counts.ts';
import { type Step, steps, TEST_OUT } from './test-steps.ts';

const TAIL_LINES = 200;
const root = join(import.meta.dirname, '..');

/** How a step ended: `why` is null when all is well. */
interface Outcome extends Counts {
  readonly why: string | null;
  readonly log: string;
}

/** The steps that were asked for. Throws a `SetupStop` for a name that no step has. */
function chosenSteps(only: string): readonly Step[] {
  const names = only
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new SetupStop(`HALLIGAN_TEST_ONLY names ${unknown.join(', ')}: the steps are ${steps.map((step) => step.name).join(', ')}.`);
  }
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
}

/** Runs one step to its end, or to its limit. Its whole output lies in out/test/NAME.log. */
async function runStep(step: Step, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const pieces: string[] = [];
  const { code, how } = await runToEnd(process.execPath, [join(root, step.program), ...step.args], {
    limitSeconds: step.limitSeconds,
    cwd: root,
    env,
    onText: (text) => pieces.push(text),
  });
  const log = stripVTControlCharacters(pieces.join(''));
  writeFileSync(join(root, TEST_OUT, `${step.name}.log`), log);
  const ended = how === 'too slow' ? `no end after ${step.limitSeconds} s` : code === 0 ? null : `exit code ${code}`;
  if (step.report === undefined) return { passed: ended === null ? 1 : 0, failed: ended === null ? 0 : 1, skipped: [], why: ended, log };
  try {
    const { passed, failed, skipped, unsteady } = countsOf(step.report.kind, join(root, step.report.file));
    for (const title of unsteady ?? []) console.log(`unsteady ${title}`);
    if (passed + failed === 0) return { passed, failed: 1, skipped, why: 'it ran no test', log };
    const why = ended ?? (failed > 0 ? `${failed} failed or skipped` : null);
    return { passed, failed: why === null ? 0 : Math.max(1, failed), skipped, why, log };
  } catch (error) {
    return { passed: 0, failed: 1, skipped: [], why: ended ?? `no count (${error instanceof Error ? error.message : error})`, log };
  }
}

await orStop(async () => {
  const chosen = chosenSteps(process.env['HALLIGAN_TEST_ONLY'] ?? '');
  rmSync(join(root, TEST_OUT), { recursive: true, force: true });
  mkdirSync(join(root, TEST_OUT), { recursive: true });
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const step of chosen) {
    const started = performance.now();
    let outcome: Outcome;
    let displays: Displays | null = null;
    try {
      if (step.needs.includes('build')) await ensureBuilt(root);
      displays = await displaysFor(step.needs);
      outcome = await runStep(step, { ...process.env, ...displays?.env, ...step.env, NO_COLOR: '1' });
    } catch (error) {
      if (!(error instanceof SetupStop)) throw error;
      outcome = { passed: 0, failed: 1, skipped: [], why: error.message, log: '' };
    } finally {
      displays?.close();
    }
    passed += outcome.passed;
    failed += outcome.failed;
    skipped += outcome.skipped.length;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const word = outcome.why === null ? 'ok    ' : 'FAILED';
    console.log(`${word} ${step.name.padEnd(10)} ${String(outcome.passed).padStart(5)} passed ${seconds.padStart(7)} s`);
    for (const one of outcome.skipped) console.log(`skipped  ${one}`);
    if (outcome.why === null) continue;
    console.log(`\n${outcome.log.split('\n').slice(-TAIL_LINES).join('\n')}`);
    console.log(`${step.name}: ${outcome.why}. The whole log: ${TEST_OUT}/${step.name}.log`);
    break;
  }
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  return failed === 0 ? 0 : 1;
});
