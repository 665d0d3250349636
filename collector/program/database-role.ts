import { isAppError } from '../../shared/base/app-error.ts';
import type { Database } from '../store/database.ts';
import { excessRights, roleStatements } from '../store/roles.ts';
import { Stop } from './stop.ts';

/** What a role of PostgreSQL may do that a collector never does: one sentence, or none. */
export async function roleWarnings(db: Database): Promise<string[]> {
  const [first, ...more] = await excessRights(db);
  if (first === undefined) return [];
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return [
    `The database lets this collector rewrite what stations sent. ${first}${rest} \`halligan-collector role NAME\` prints the SQL of a role that may not.`,
  ];
}

/** The SQL that makes this role, and nothing else: to be given to psql. Throws a `Stop` for what is no name. */
export function roleCommand(name: string | undefined): string {
  if (name === undefined) throw new Stop('Name the role that the collector will run under: `halligan-collector role halligan`.');
  try {
    return roleStatements(name).trimEnd();
  } catch (error) {
    if (isAppError(error)) throw new Stop(`${name} cannot be the name: ${error.message}.`);
    throw error;
  }
}
