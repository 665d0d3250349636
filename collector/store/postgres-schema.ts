import type { ClientBase } from 'pg';
import { AppError } from '../../shared/base/app-error.ts';
import { codeOf, guarded } from './postgres-error.ts';
import { LOCKS } from './postgres-locks.ts';
import { DATABASE_VERSION, schemaFor } from './schema.ts';

const NO_RIGHT = '42501';
const MAKE_FIRST = 'the tables are not there, or old, and this role may not make them: open the database once as their owner';

/** The lock that is held while tables are created. No lease has this number. */
const MAKING = -1;

interface Server {
  readonly version: number;
  readonly fsync: string;
  readonly encoding: string;
  readonly standby: boolean;
}

const ASK = `SELECT current_setting('server_version_num')::int AS version, current_setting('fsync') AS fsync,
  current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby`;

/** Judges the server and brings the tables up to date. Throws `collector.cannot_write` where either cannot be. */
export async function preparePostgres(client: ClientBase): Promise<void> {
  const { rows } = await guarded(() => client.query<Server>(ASK));
  const problem = rows[0] === undefined ? 'no answer' : problemOf(rows[0]);
  if (problem !== null) throw new AppError('collector.cannot_write', `PostgreSQL: ${problem}`);
  const version = await versionOf(client);
  if (version > DATABASE_VERSION) throw new AppError('collector.cannot_write', 'a newer version of the collector made these tables');
  if (version < DATABASE_VERSION) await makeTables(client);
}

function problemOf({ version, fsync, encoding, standby }: Server): string | null {
  if (version < 150_000) return 'the server is older than 15';
  if (fsync !== 'on') return `fsync is ${fsync}, not on`;
  if (encoding !== 'UTF8') return `the encoding is ${encoding}, not UTF8`;
  return standby ? 'the server is a standby' : null;
}

/** `pg_class` is read so that what another connection made a moment ago is seen. */
const FIND = "SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('schema_version')) AS found";

/** 0 where there are no tables of ours. */
async function versionOf(client: ClientBase): Promise<number> {
  const { rows } = await guarded(() => client.query<{ found: boolean }>(FIND));
  if (rows[0]?.found !== true) return 0;
  const answer = await guarded(() => client.query<{ version: number }>('SELECT version FROM schema_version'));
  return answer.rows[0]?.version ?? 0;
}

async function makeTables(client: ClientBase): Promise<void> {
  await guarded(() => client.query('BEGIN'));
  try {
    await guarded(() => client.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCKS, MAKING]));
    const version = await versionOf(client);
    if (version === 0) await guarded(() => client.query('CREATE TABLE schema_version (version BIGINT NOT NULL)'));
    for (const text of schemaFor('postgres', version)) await guarded(() => client.query(text));
    const sql = version === 0 ? 'INSERT INTO schema_version (version) VALUES ($1)' : 'UPDATE schema_version SET version = $1';
    await guarded(() => client.query(sql, [DATABASE_VERSION]));
    await guarded(() => client.query('COMMIT'));
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw codeOf(cause) === NO_RIGHT ? new AppError('collector.cannot_write', MAKE_FIRST, { cause }) : cause;
  }
}
