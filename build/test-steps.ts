import { type Command, commands } from './commands.ts';
import type { ReportKind } from './test-counts.ts';

/** Logs and reports of the last run, one a step. */
export const TEST_OUT = 'out/test';

/** One thing that must hold, in the order of `npm test`. */
export interface Step extends Command {
  readonly name: string;
  readonly limitSeconds: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the runner's own count is read from; a step without one counts as one check. */
  readonly report?: { readonly kind: ReportKind; readonly file: string };
}

function command(name: string): Command {
  const found = commands[name];
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}

/** `base` with more arguments. */
function withArgs(base: Command, ...args: readonly string[]): Command {
  return { ...base, args: [...base.args, ...args] };
}

function vitest(name: string, base: Command): Pick<Step, 'name' | 'report'> & Command {
  const file = `${TEST_OUT}/${name}.json`;
  return {
    name,
    ...withArgs(base, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`),
    report: { kind: 'vitest', file },
  };
}

const checkLock: Command = { program: 'build/check-lock.ts', args: [], needs: [] };
const packaging: Command = { program: 'node_modules/vitest/vitest.mjs', args: ['run', 'test/build/package.test.ts'], needs: ['build'] };
const endToEnd: Pick<Step, 'env' | 'report'> = {
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${TEST_OUT}/e2e.json` },
  report: { kind: 'playwright', file: `${TEST_OUT}/e2e.json` },
};

/** The long forms of `npm run faults` and `npm run bench` are not here: they need a machine to themselves. Cheapest first, so that a fault shows soon. The limits add up to more than a run takes: they are there so that nothing hangs. */
export const steps: readonly Step[] = [
  { name: 'lock', ...checkLock, limitSeconds: 60 },
  { name: 'lint', ...command('lint'), limitSeconds: 180 },
  { name: 'types', ...command('typecheck'), limitSeconds: 420 },
  { name: 'rooms', ...command('rooms'), limitSeconds: 60 },
  { name: 'build', ...command('build'), limitSeconds: 180 },
  { ...vitest('unit', command('unit')), limitSeconds: 900 },
  { ...vitest('package', packaging), limitSeconds: 180 },
  { name: 'e2e', ...withArgs(command('e2e'), '--reporter=list,json'), ...endToEnd, limitSeconds: 2000 },
  { name: 'faults', ...withArgs(command('faults'), '--short', '--json', `${TEST_OUT}/faults.json`), limitSeconds: 900 },
  {
    name: 'bench',
    ...withArgs(command('bench'), '--short', '--only', 'unseal,search,append,alert', '--json', `${TEST_OUT}/bench.json`),
    limitSeconds: 900,
  },
  {
    name: 'rehearsal',
    ...withArgs(command('rehearse'), '--out', `${TEST_OUT}/rehearsal`),
    limitSeconds: 600,
    report: { kind: 'rehearsal', file: `${TEST_OUT}/rehearsal/summary.json` },
  },
];
