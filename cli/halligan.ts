import { realpathSync, statSync } from 'node:fs';
import { type Answer, EXIT, refusal } from './answer.ts';
import { type Command, parseCommand, USAGE } from './arguments.ts';
import { inspect } from './inspect.ts';
import { underOwnNode } from './own-node.ts';
import { verify } from './verify.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  if (typeof command === 'string') {
    console.error(args.length === 0 || args.includes('--help') ? USAGE : `${command}\n\n${USAGE}`);
    return EXIT.usage;
  }
  const elsewhere = needsSqlite(command) ? underOwnNode(realpathSync(process.argv[1] ?? ''), args) : null;
  if (typeof elsewhere === 'number') return elsewhere;
  const answer = elsewhere === null ? await run(command) : refusal(EXIT.usage, 'call.not_now', elsewhere);
  console.log(command.json ? JSON.stringify(answer.json, null, 2) : answer.lines.join('\n'));
  return answer.exit;
}

function needsSqlite({ name, target }: Command): boolean {
  return name === 'inspect' || statSync(target, { throwIfNoEntry: false })?.isFile() === true;
}

async function run(command: Command): Promise<Answer> {
  return command.name === 'verify' ? verify(command) : await inspect(command.target);
}
