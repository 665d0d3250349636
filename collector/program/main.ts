/** `halligan-collector`, and `npm run collector`. Exit code: 0 done, 1 refused or failed, 2 usage; `import`, `enrol` and `migrate` have more. */
import { realpathSync } from 'node:fs';
import { COLLECTOR_USAGE, readArguments } from './arguments.ts';
import { underOwnNode } from './own-node.ts';
import { Stop } from './stop.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const report = (sentence: string): void => void process.stderr.write(`halligan-collector: ${sentence}\n`);

/** Ctrl-C reaches this process more than once where others started it: only what comes later is impatience. */
const IMPATIENT_MS = 1_500;

/** The first signal ends it in order; one that comes after a while, at once. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | null = null;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        first ??= performance.now();
        if (performance.now() - first > IMPATIENT_MS) process.exit(1);
        resolve();
      });
  });
}

async function main(args: readonly string[]): Promise<number> {
  const elsewhere = await underOwnNode(realpathSync(process.argv[1] ?? ''), args);
  if (elsewhere !== null) return elsewhere;
  let parsed: ReturnType<typeof readArguments>;
  try {
    parsed = readArguments(args);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (parsed === null) {
    say(COLLECTOR_USAGE);
    return 0;
  }
  // After the Node is known: this loads the addon.
  const { runCommand } = await import('./run-command.ts');
  let code = 0;
  const exit = (chosen: number): void => {
    code = chosen;
  };
  await runCommand(parsed, { env: process.env, say, report, exit, ended: askedToEnd() });
  return code;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Stop) for (const line of error.message.split('\n')) report(line);
  else report(`this is a fault of the collector: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
}
