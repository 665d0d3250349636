import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FLAGS } from '../collector/program/node-flags.ts';
import { SetupStop } from './setup/stop.mjs';

/** `dist/`; a screen; a screen of its own for each of the runner's workers, which would share focus and clipboard on one. */
export type Need = 'build' | 'display' | 'displays';

/** What `npm run NAME` runs, on our own Node, and what must be there before. */
export interface Command {
  /** A program of this project, built or as it is written, or of a tool; from the project's folder. */
  readonly program: string;
  /** For Node itself. */
  readonly flags?: readonly string[];
  readonly args: readonly string[];
  readonly needs: readonly Need[];
}

export const commands: Readonly<Record<string, Command>> = {
  build: { program: 'build/bundle.ts', args: [], needs: [] },
  lint: { program: 'node_modules/@biomejs/biome/bin/biome', args: ['ci', '--max-diagnostics=20', '.'], needs: [] },
  typecheck: { program: 'build/typecheck.ts', args: [], needs: [] },
  rooms: { program: 'build/check-rooms.ts', args: [], needs: [] },
  picture: { program: 'build/draw-rooms.ts', args: [], needs: [] },
  unit: { program: 'node_modules/vitest/vitest.mjs', args: ['run', '--exclude', 'test/build/package.test.ts'], needs: ['build'] },
  explore: { program: 'test/explore/explore.ts', args: [], needs: ['build'] },
  e2e: { program: 'node_modules/@playwright/test/cli.js', args: ['test'], needs: ['build', 'displays'] },
  rehearse: { program: 'test/rehearsal/rehearse.ts', args: [], needs: ['build', 'display'] },
  bench: { program: 'test/bench/bench.ts', args: [], needs: ['build', 'display'] },
  faults: { program: 'test/fault/faults.ts', args: [], needs: ['build', 'display'] },
  collector: { program: 'dist/collector.js', flags: NODE_FLAGS, args: [], needs: ['build'] },
  package: { program: 'build/package.ts', args: [], needs: ['build'] },
};

/** The command of that name. Throws a `SetupStop` where its program is not in this copy. */
export function commandNamed(root: string, name: string): Command {
  const command = commands[name];
  if (command === undefined) throw new SetupStop(`there is no command \`${name}\`: choose one of ${Object.keys(commands).join(', ')}.`);
  if (!command.program.startsWith('dist/') && !existsSync(join(root, command.program)))
    throw new SetupStop(`${command.program} is not in this copy: \`npm run ${name}\` cannot run.`);
  return command;
}
