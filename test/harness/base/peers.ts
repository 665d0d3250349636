import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { GO_PATH, goPackages, pythonPackages, pythonWithCryptography } from '../../../build/setup/verifiers.mjs';

const HERE = import.meta.dirname;

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test was left out: build/test-counts.ts reads it out of the report. */
    leftOut?: string;
  }
}

export type Peer = 'go' | 'python';

/** Debian's packages that this machine lacks for verifying with these. */
export function missingFor(wanted: readonly Peer[]): string[] {
  const packages = [...(wanted.includes('go') ? goPackages : []), ...(wanted.includes('python') ? pythonPackages : [])];
  return packages.filter((one) => one.missing()).map(({ name }) => name);
}

/** Leaves the test out where this machine lacks these packages. The reason names the one command. */
export function leaveOutWithout(missing: readonly string[], context: TestContext): void {
  if (missing.length === 0) return;
  const why = `this machine lacks ${missing.join(', ')}: on Debian, run \`sudo apt-get install ${missing.join(' ')}\``;
  context.task.meta.leftOut = why;
  context.skip(why);
}

export interface GoAnswer {
  /** By folder: why golang.org/x/mod refuses the log, "" where it holds. */
  readonly logs: Readonly<Record<string, string>>;
  readonly proofs: readonly string[];
}

export interface GoQuestion {
  /** A folder to build in. */
  readonly place: string;
  /** A folder of exports. */
  readonly logs: string;
  /** A file of claims. */
  readonly claims: string;
  /** The vkey of a collector whose receipt each log must have. */
  readonly collector?: string;
}

/** What Go says of every export, and of every claim. */
export function askGo({ place, logs, claims, collector }: GoQuestion): GoAnswer {
  const program = join(place, 'verify-all');
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: GO_PATH,
    GOCACHE: join(HERE, '../../../.cache/go-build'),
    GOFLAGS: '',
    GOPROXY: 'off',
  };
  run('go', ['build', '-o', program, join(HERE, '../../interop/verify-all.go')], env);
  return JSON.parse(run(program, [logs, claims, ...(collector === undefined ? [] : [collector])])) as GoAnswer; // as verify-all.go prints it
}

export interface PythonAnswer {
  /** The exit code and the text of verify.py for each list of arguments. */
  readonly logs: readonly (readonly [exit: number, text: string])[];
  readonly proofs: readonly boolean[];
}

/** What the script `verifyPy` says to each list of arguments in the file `cases`, and whether each of `claims` holds for Python. */
export function askPython({ verifyPy, cases, claims }: { verifyPy: string; cases: string; claims: string }): PythonAnswer {
  return JSON.parse(
    run(pythonWithCryptography() ?? '', [join(HERE, '../../interop/verify-all.py'), verifyPy, cases, claims]),
  ) as PythonAnswer; // as verify-all.py prints it
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ${args[0]}: ${error?.message ?? stderr}`);
  return stdout;
}
