import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../../shared/base/app-error.ts';
import type { Database, DatabaseUse, Lease, ReadHandle, Value, Writer } from './database.ts';
import { usable } from './moved.ts';
import { guarded, mayRunAgain, wasAnswered } from './postgres-error.ts';
import { LOCKS, OPEN, PostgresLocks } from './postgres-locks.ts';
import { preparePostgres } from './postgres-schema.ts';
import { FROM_SERVER, numbered, toServer } from './postgres-values.ts';

const MOST_CONNECTIONS = 10;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 30_000;
/** A little more than the server's own: it is for a server that does not answer at all. */
const ANSWER_MS = 35_000;
const KEEP_ALIVE_MS = 10_000;
/** Of one transaction, when others are faster each time. */
const MOST_ATTEMPTS = 20;
/** Rows of one statement, which is prepared once. A statement has at most 65,535 values. */
const ROWS_AT_ONCE = 256;
const MOST_VALUES = 65_535;

/** The server finds out within 25 s that a process's machine is gone, and gives its locks to others. */
const SETTINGS = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/** Where a server says that it does not wait for its disk, this connection does. */
const WAIT_FOR_DISK = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/**
 * The database at a `postgres://` address, its tables made or brought up to date where this role may do that. Throws
 * `collector.cannot_write` for a server that cannot be reached or used, is older than 15, does not wait for its disk, or
 * whose tables are of a newer version. The address, which may hold a password, is in no message.
 */
export async function openPostgres(address: string, use: DatabaseUse = 'serve'): Promise<Database> {
  const config = configFor(address);
  const locks = new PostgresLocks(config, use);
  const onConnect = (client: pg.ClientBase) => client.query(WAIT_FOR_DISK); // the pool waits for it
  const pool = new pg.Pool({ ...config, max: MOST_CONNECTIONS, idleTimeoutMillis: 60_000, onConnect });
  pool.on('error', () => undefined); // an idle connection broke: the pool replaces it when one is needed
  try {
    const client = await guarded(() => pool.connect());
    try {
      await preparePostgres(client);
    } finally {
      client.release();
    }
    await locks.open();
    const db = new PostgresDatabase(pool, locks, use);
    if (use === 'serve') usable((await db.one<{ state: string }>('SELECT state FROM move'))?.state ?? null);
    return db;
  } catch (error) {
    await locks.close();
    await pool.end().catch(() => undefined);
    throw error;
  }
}

function configFor(address: string): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(address) || !URL.canParse(address))
    throw new AppError('collector.cannot_write', 'not an address of a database: it is postgres://ROLE:PASSWORD@HOST:PORT/DATABASE');
  return {
    connectionString: address,
    application_name: 'halligan-collector',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    options: SETTINGS,
    types: FROM_SERVER,
  };
}

/** A pool of connections. Each transaction sees what was committed before each of its statements, and waits for rows that others change. */
class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly #pool: pg.Pool;
  readonly #locks: PostgresLocks;
  readonly #use: DatabaseUse;
  readonly #reader: ReadHandle;

  constructor(pool: pg.Pool, locks: PostgresLocks, use: DatabaseUse) {
    this.#pool = pool;
    this.#locks = locks;
    this.#use = use;
    this.#reader = new Session(pool);
  }

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.#reader.all(sql, ...values);
  }

  one<Row>(sql: string, ...values: Value[]): Promise<Row | null> {
    return this.#reader.one(sql, ...values);
  }

  async transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transact(work);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !mayRunAgain(error)) throw error;
        await sleep(Math.random() * 10 * attempt);
      }
    }
  }

  async #transact<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    const client = await guarded(() => this.#pool.connect());
    let broken = false;
    // A connection that breaks while it is idle emits this event, and the next statement fails.
    const breaks = () => {
      broken = true;
    };
    client.on('error', breaks);
    try {
      await this.#begin(client);
      const result = await work(new Session(client));
      // After an error that `work` did not pass on, the server answers COMMIT with ROLLBACK.
      const { command } = await guarded(() => client.query('COMMIT'));
      if (command !== 'COMMIT') throw new AppError('collector.cannot_write', 'PostgreSQL undid the transaction');
      return result;
    } catch (error) {
      broken ||= !wasAnswered(error);
      if (!broken) await client.query('ROLLBACK').catch(breaks);
      throw error;
    } finally {
      client.off('error', breaks);
      client.release(broken);
    }
  }

  async #begin(client: pg.PoolClient): Promise<void> {
    const isolation = 'BEGIN ISOLATION LEVEL READ COMMITTED';
    if (this.#use === 'move') {
      await guarded(() => client.query(isolation));
      return;
    }
    const sql = `${isolation};SELECT pg_try_advisory_xact_lock_shared(${LOCKS}, ${OPEN}) AS free, (SELECT state FROM move) AS state`;
    // Two statements give two results, which the types of the driver do not say.
    const results = (await guarded(() => client.query(sql))) as unknown as pg.QueryResult<{ free: boolean; state: string | null }>[];
    const found = results[1]?.rows[0];
    if (found?.free !== true) throw new AppError('collector.cannot_write', 'the database is being moved');
    usable(found.state);
  }

  lease(what: string): Promise<Lease | null> {
    return this.#locks.lease(what);
  }

  async close(): Promise<void> {
    await this.#locks.close();
    await this.#pool.end();
  }
}

/** Statements on one connection, or on whichever is free. */
class Session implements Writer {
  readonly #on: pg.Pool | pg.PoolClient;

  constructor(on: pg.Pool | pg.PoolClient) {
    this.#on = on;
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return (await this.#query(prepared(sql), values)).rows as Row[]; // as the statement says
  }

  async one<Row>(sql: string, ...values: Value[]): Promise<Row | null> {
    return (await this.all<Row>(sql, ...values))[0] ?? null;
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    return (await this.#query(prepared(sql), values)).rowCount ?? 0;
  }

  async insert(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void> {
    const most = Math.min(ROWS_AT_ONCE, Math.floor(MOST_VALUES / columns.length));
    for (let at = 0; at < rows.length; at += most) {
      const some = rows.slice(at, at + most);
      const row = `(${columns.map(() => '?').join(', ')})`;
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(some.length).fill(row).join(', ')}`;
      await this.#query(some.length === most || some.length === 1 ? prepared(sql) : { text: numbered(sql) }, some.flat());
    }
  }

  #query(statement: Statement, values: readonly Value[]): Promise<pg.QueryResult> {
    const sent = values.map(toServer);
    return guarded(() => this.#on.query({ ...statement, values: sent }));
  }
}

interface Statement {
  readonly text: string;
  /** Under this name the server keeps it, for as long as the connection lasts. */
  readonly name?: string;
}

const statements = new Map<string, Statement>();

function prepared(sql: string): Statement {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = { text: numbered(sql), name: `h${statements.size}` };
    statements.set(sql, statement);
  }
  return statement;
}
