/** What the role that a collector runs under may do on PostgreSQL: less than the owner of its tables. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Database } from './database.ts';
import { TABLE_KEYS } from './schema.ts';

/** What was received, found and done: rows are added, and nobody who runs a collector can change one. */
const ADDED_TO: readonly string[] = ['bundle', 'event', 'evidence', 'own_entry', 'dead_letter'];
/** Rows change, and stay. */
const KEPT: readonly string[] = ['counter', 'log', 'alert', 'receipt', 'own_head', 'sink', 'code', 'move'];

function rightsOn(table: string): string {
  if (table === 'schema_version') return 'SELECT';
  if (ADDED_TO.includes(table)) return 'SELECT, INSERT';
  return KEPT.includes(table) ? 'SELECT, INSERT, UPDATE' : 'SELECT, INSERT, UPDATE, DELETE';
}

/**
 * The SQL that gives a new role what a collector needs, to be run by the owner of the tables once they are there. The role has no
 * password yet. Throws `collector.cannot_write` for an invalid role name.
 */
export function roleStatements(role: string): string {
  if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(role))
    throw new AppError('collector.cannot_write', 'a role is named in small letters, digits, _ and -, 63 at most');
  const tables = ['schema_version', ...TABLE_KEYS.keys()];
  const kinds = [...new Set(tables.map(rightsOn))];
  return [
    `CREATE ROLE "${role}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;`,
    ...kinds.map((rights) => `GRANT ${rights} ON ${tables.filter((table) => rightsOn(table) === rights).join(', ')} TO "${role}";`),
    '',
  ].join('\n');
}

const EXCESS = `SELECT c.relname AS name,
    pg_has_role(current_user, c.relowner, 'MEMBER') AS owns,
    has_any_column_privilege(c.oid, 'UPDATE') AS updates,
    has_table_privilege(c.oid, 'DELETE') AS deletes,
    has_table_privilege(c.oid, 'TRUNCATE') AS truncates,
    has_table_privilege(c.oid, 'TRIGGER') AS triggers
  FROM pg_class c WHERE c.oid IN (${ADDED_TO.map((name) => `to_regclass('${name}')`).join(', ')}) ORDER BY c.relname`;

interface Row {
  readonly name: string;
  readonly owns: boolean;
  readonly updates: boolean;
  readonly deletes: boolean;
  readonly truncates: boolean;
  readonly triggers: boolean;
}

/**
 * What the role of this connection might do to the tables that are only added to, a sentence each; none for a role made by
 * `roleStatements`, and none on SQLite, where write access to the file allows any change.
 */
export async function excessRights(db: Database): Promise<string[]> {
  if (db.kind === 'sqlite') return [];
  const rows = await db.all<Row>(EXCESS);
  return rows.flatMap(({ name, owns, updates, deletes, truncates, triggers }) => {
    const may = [...(updates ? ['change'] : []), ...(deletes ? ['delete'] : []), ...(truncates ? ['empty'] : [])];
    if (owns) return [`This role owns the table ${name}, or may become its owner, and may do anything with it.`];
    if (triggers) may.push('put triggers on');
    return may.length === 0 ? [] : [`This role may ${may.join(', ')} the table ${name}.`];
  });
}
