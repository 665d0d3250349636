import { statSync } from 'node:fs';
import { printable } from '../shared/log/verify/printable.ts';
import { type CliAnswer, cliRefusal, EXIT } from './answer.ts';
import { CLI_USAGE, type CliCommand, parseCommand } from './arguments.ts';
import { inspect } from './inspect.ts';
import { runUnderOwnNode } from './own-node.ts';
import { verifyTarget } from './verify.ts';

/** What the command line gives back: the text to print, and the exit code. */
export interface Printed {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The answer to an unforeseen error. Its exit code is never one that means a verdict. */
export function cannotGoOn(error: unknown): Printed {
  const why = printable(error instanceof Error ? error.message : String(error));
  return { exit: EXIT.usage, stdout: '', stderr: `halligan could not go on, and has come to no verdict: ${why}\n` };
}

/** The answer to these arguments. `script` is the file to run again where this Node is too old for it. */
export async function answerTo(args: readonly string[], script: string): Promise<Printed> {
  const command = parseCommand(args);
  if (typeof command === 'string') {
    const usage = args.length === 0 || args.includes('--help') ? CLI_USAGE : `${command}\n\n${CLI_USAGE}`;
    return { exit: EXIT.usage, stdout: '', stderr: `${usage}\n` };
  }
  const elsewhere = needsSqlite(command) ? runUnderOwnNode(script, args) : null;
  if (typeof elsewhere === 'number') return { exit: elsewhere, stdout: '', stderr: '' };
  const answer = elsewhere === null ? await run(command) : cliRefusal(EXIT.usage, 'call.not_now', elsewhere);
  const text = command.json ? JSON.stringify(answer.json, null, 2) : answer.lines.join('\n');
  return { exit: answer.exit, stdout: `${text}\n`, stderr: '' };
}

function needsSqlite({ name, target }: CliCommand): boolean {
  return name === 'inspect' || statSync(target, { throwIfNoEntry: false })?.isFile() === true;
}

async function run(command: CliCommand): Promise<CliAnswer> {
  return command.name === 'verify' ? await verifyTarget(command) : await inspect(command.target);
}
