import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { GO_PATH, goPackages, pythonPackages, pythonWithCryptography } from '../../build/setup/verifiers.mjs';

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

/** What Go says of every export in the folder `logs`, and of every claim in the file `claims`. `place`: a folder to build in. */
export function askGo({ place, logs, claims }: { place: string; logs: string; claims: string }): GoAnswer {
  const program = join(place, 'verify-all');
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: GO_PATH, GOCACHE: join(place, 'go-cache'), GOFLAGS: '', GOPROXY: 'off' };
  run('go', ['build', '-o', program, join(HERE, 'verify-all.go')], env);
  return JSON.parse(run(program, [logs, claims])) as GoAnswer; // as verify-all.go prints it
}

export interface PythonAnswer {
  /** The exit code and the text of verify.py for each list of arguments. */
  readonly logs: readonly (readonly [exit: number, text: string])[];
  readonly proofs: readonly boolean[];
}

/** What the script `verifyPy` says to each list of arguments in the file `cases`, and whether each of `claims` holds for Python. */
export function askPython({ verifyPy, cases, claims }: { verifyPy: string; cases: string; claims: string }): PythonAnswer {
  return JSON.parse(run(pythonWithCryptography() ?? '', [join(HERE, 'verify-all.py'), verifyPy, cases, claims])) as PythonAnswer; // as verify-all.py prints it
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ${args[0]}: ${error?.message ?? stderr}`);
  return stdout;
}
