/** The commands of the collector in this process, as its `main.ts` runs them: many of them, quickly. */
import { readArguments } from '../../../collector/program/arguments.ts';
import { runCommand } from '../../../collector/program/run-command.ts';
import { Stop } from '../../../collector/program/stop.ts';

/** What a command says; or throws a `Stop`. A collector that it starts is ended at once. */
export async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const parsed = readArguments(args);
  if (parsed === null) throw new Error('only help was asked for');
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(text);
  await runCommand(parsed, { env: { HOME: '/nonexistent', ...env }, say, report: say, exit: () => undefined, ended: Promise.resolve() });
  return lines.join('\n');
}

/** The sentence of the `Stop` that a command ends with. */
export async function refusalOf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  try {
    await command(args, env);
  } catch (error) {
    if (error instanceof Stop) return error.message;
    throw error;
  }
  return 'it was not refused';
}

/** Ports that are free. */
export const FREE = ['--listen', '127.0.0.1:0', '--reader', '127.0.0.1:0'] as const;
