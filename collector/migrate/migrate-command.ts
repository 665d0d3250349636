import { parseArgs } from 'node:util';
import { isAppError } from '../../shared/base/app-error.ts';
import { moveContent } from './migrate.ts';

const USAGE = 'halligan-collector migrate --from sqlite:PATH --to postgres://ROLE:PASSWORD@HOST:PORT/DATABASE (or the other way)';

/** 0: moved and proven. 1: one side does not hold what it should. 2: not moved yet; the same again goes on. 3: not a command. */
export type MigrateExit = 0 | 1 | 2 | 3;

/** `halligan-collector migrate`. Never throws; `out` is given lines. */
export async function migrateCommand(args: readonly string[], out: (line: string) => void): Promise<MigrateExit> {
  const asked = addresses(args);
  if (asked === null) {
    out(USAGE);
    return 3;
  }
  try {
    const content = await moveContent({ ...asked, report: out });
    out(
      content === null
        ? 'This collector was moved before. Start it on the target.'
        : `Moved: ${content.logs.length - 1} logs and ${rowsIn(content.tables)} rows, the same on both sides. Start the collector on the target; it no longer starts on the source.`,
    );
    return 0;
  } catch (error) {
    if (!isAppError(error)) out(`Not moved: ${error instanceof Error ? error.name : 'something was thrown'}.`);
    else out(`Not moved: ${error.message}.`);
    return isAppError(error, 'log.tampered') ? 1 : 2;
  }
}

function addresses(args: readonly string[]): { readonly from: string; readonly to: string } | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, to: { type: 'string' } } });
    return values.from === undefined || values.to === undefined ? null : { from: values.from, to: values.to };
  } catch {
    return null;
  }
}

function rowsIn(tables: ReadonlyMap<string, { readonly rows: number }>): number {
  return [...tables.values()].reduce((sum, { rows }) => sum + rows, 0);
}
