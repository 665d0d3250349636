/** PostgreSQL itself, in a folder of its own and on loopback: its disk is waited for, its passwords are asked for. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { postgresPackages, postgresPrograms } from '../../../build/setup/verifiers.mjs';

/** Debian's packages that this machine lacks for a server. */
export function missingForPostgres(): string[] {
  return postgresPackages.filter((one) => one.missing()).map(({ name }) => name);
}

export const PASSWORD = 'pg-canary-5f1c';
const START_MS = 30_000;

export class RunningPostgres {
  readonly #folder: string;
  readonly port: number;
  readonly #account: { readonly uid?: number; readonly gid?: number };
  #server: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #databases = 0;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
    this.#account = account();
  }

  /** Of an empty cluster. `under`: on the disk of this folder. */
  static async start(under = tmpdir()): Promise<RunningPostgres> {
    const running = new RunningPostgres(mkdtempSync(join(under, 'halligan-pg-')), await freePort());
    running.#make();
    await running.open();
    return running;
  }

  #make(): void {
    const password = join(this.#folder, 'password');
    writeFileSync(password, `${PASSWORD}\n`);
    mkdirSync(this.#data);
    for (const path of [this.#folder, password, this.#data])
      if (this.#account.uid !== undefined) chownSync(path, this.#account.uid, this.#account.gid ?? 0);
    const made = spawnSync(
      join(postgresPrograms() ?? '', 'initdb'),
      [
        '-D',
        this.#data,
        '-U',
        'owner',
        '-A',
        'scram-sha-256',
        '--pwfile',
        password,
        '-E',
        'UTF8',
        '--no-locale',
        '--no-sync',
        '--no-instructions',
      ],
      { ...this.#account, encoding: 'utf8', cwd: '/' },
    );
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  /** Starts it, or starts it again over what it has. */
  async open(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const set = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: this.#folder,
      max_connections: '100',
      ...settings,
    };
    const args = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(postgresPrograms() ?? '', 'postgres'), ['-D', this.#data, ...args], {
      ...this.#account,
      stdio: 'ignore',
      cwd: '/',
    });
    this.#server = server;
    this.#ended = new Promise((resolve) => server.once('exit', resolve));
    // Between two looks; the server does not say when it is ready.
    for (const from = Date.now(); ; await sleep(30)) {
      if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
      if (await this.#answers()) return;
      if (Date.now() - from > START_MS) throw new Error('postgres does not answer');
    }
  }

  async #answers(): Promise<boolean> {
    const client = this.#owner();
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }

  #owner(database = 'postgres'): pg.Client {
    const client = new pg.Client({ connectionString: this.address(database) });
    client.on('error', () => undefined);
    return client;
  }

  address(database: string, role = 'owner', password = PASSWORD): string {
    return `postgres://${role}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /** The name of a new, empty database. */
  async database(): Promise<string> {
    const name = `halligan_${++this.#databases}`;
    await this.query('postgres', `CREATE DATABASE ${name}`);
    return name;
  }

  /** The same, with its tables in this folder, which is empty. */
  async databaseIn(folder: string): Promise<string> {
    if (this.#account.uid !== undefined) chownSync(folder, this.#account.uid, this.#account.gid ?? 0);
    const name = `halligan_${++this.#databases}`;
    await this.query('postgres', `CREATE TABLESPACE ${name}_place LOCATION '${folder}'`);
    await this.query('postgres', `CREATE DATABASE ${name} TABLESPACE ${name}_place`);
    return name;
  }

  /** As the owner, who may do anything. */
  async query<Row extends pg.QueryResultRow>(database: string, sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = this.#owner(database);
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** `immediate`: no word to anybody, as if the power went; what was committed is recovered at the next start. */
  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    this.#server?.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await this.#ended;
  }

  async end(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The server refuses to run as root. */
function account(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const of = (option: string) => Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout.trim() || 65_534);
  return { uid: of('-u'), gid: of('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
