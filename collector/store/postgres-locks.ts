/** Advisory locks of PostgreSQL: of one connection, and gone with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import type { DatabaseUse, Lease } from './database.ts';
import { guarded } from './postgres-error.ts';

/** The first of the two numbers of our locks: "HALL". */
export const LOCKS = 0x48_41_4c_4c;
/** The second number of the lock that serving collectors share, and that a move holds alone. */
export const OPEN = 0;

const AGAIN_MS = 500;

/** The connection that holds the locks of this process. It is replaced when it breaks. */
export class PostgresLocks {
  readonly #config: pg.ClientConfig;
  readonly #use: DatabaseUse;
  readonly #held = new Map<string, AbortController>();
  #client: pg.Client | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(config: pg.ClientConfig, use: DatabaseUse) {
    this.#config = config;
    this.#use = use;
  }

  /** Throws `collector.cannot_write` while somebody moves the database, or for `move`, while anybody serves. */
  open(): Promise<void> {
    return this.#next(async () => {
      if (this.#client === null) await this.#connect();
    });
  }

  lease(what: string): Promise<Lease | null> {
    return this.#next(async () => {
      if (this.#held.has(what)) return null;
      const client = this.#client ?? (await this.#connect());
      const number = numberOf(what);
      if (!(await asked(client, 'SELECT pg_try_advisory_lock($1, $2) AS yes', number))) return null;
      const lost = new AbortController();
      this.#held.set(what, lost);
      const end = () =>
        this.#next(async () => {
          if (this.#held.get(what) !== lost) return;
          this.#held.delete(what);
          lost.abort();
          if (this.#client === client) await asked(client, 'SELECT pg_advisory_unlock($1, $2) AS yes', number);
        });
      return { lost: lost.signal, end };
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
    const client = this.#client;
    this.#lose();
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<pg.Client> {
    if (this.#closed) throw new AppError('collector.cannot_write', 'the database is closed');
    const client = new pg.Client(this.#config);
    let broken = false;
    const lose = () => {
      broken = true;
      if (this.#client === client) this.#lose();
    };
    client.on('error', lose);
    client.on('end', lose);
    try {
      await guarded(() => client.connect());
      const shared = this.#use === 'serve' ? '_shared' : '';
      if (!(await asked(client, `SELECT pg_try_advisory_lock${shared}($1, $2) AS yes`, OPEN))) {
        throw new AppError(
          'collector.cannot_write',
          this.#use === 'serve' ? 'the database is being moved' : 'a collector is running on the database: stop it first',
        );
      }
      if (broken) throw new AppError('collector.cannot_write', 'PostgreSQL: no connection');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    return client;
  }

  /** A serving collector must keep its lock, so a broken connection is replaced without waiting for a caller. */
  #lose(): void {
    this.#client = null;
    for (const lost of this.#held.values()) lost.abort();
    this.#held.clear();
    if (!this.#closed && this.#use === 'serve') void this.#again();
  }

  async #again(): Promise<void> {
    while (!this.#closed && this.#client === null) {
      await sleep(AGAIN_MS, undefined, { ref: false });
      await this.open().catch(() => undefined);
    }
  }

  /** One thing at a time: a lease is not asked for while its connection is being made. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

async function asked(client: pg.Client, sql: string, number: number): Promise<boolean> {
  const { rows } = await guarded(() => client.query<{ yes: boolean }>(sql, [LOCKS, number]));
  return rows[0]?.yes === true;
}

/** 1 to 2^31 - 1. */
function numberOf(what: string): number {
  return Buffer.from(sha256(utf8(what))).readUInt32BE(0) >>> 1 || 1;
}
