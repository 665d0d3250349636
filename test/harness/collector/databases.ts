/** Both kinds of database, for tests that hold on either. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { leaveOutWithout } from '../base/peers.ts';
import { freshFolder } from './running-collector.ts';
import { missingForPostgres, RunningPostgres } from './running-postgres.ts';

export const KINDS = ['sqlite', 'postgres'] as const;
export type Kind = (typeof KINDS)[number];

export interface Databases {
  /** The address of a database that is new and empty; a SQLite one lies in `folder`. Leaves the test out where this machine has no PostgreSQL. */
  fresh(folder: string, context: TestContext): Promise<string>;
}

/** To be called where tests are declared: a server is started before them and ended after them. */
export function databasesOf(kind: Kind): Databases {
  if (kind === 'sqlite') return { fresh: async (folder) => `sqlite:${join(folder, 'collector.sqlite')}` };
  const server = postgresForTests();
  return { fresh: async (_, context) => server(context).address(await server(context).database()) };
}

/** The server of a file of tests. What is returned leaves a test out where there is none. */
export function postgresForTests(): (context: TestContext) => RunningPostgres {
  const missing = missingForPostgres();
  let server: RunningPostgres | null = null;
  beforeAll(async () => {
    if (missing.length === 0) server = await RunningPostgres.start();
  });
  afterAll(() => server?.end());
  return (context) => {
    leaveOutWithout(missing, context);
    if (server === null) throw new Error('the server is not running');
    return server;
  };
}

/** A folder that is gone when the test has ended. */
export function folderFor({ onTestFinished }: TestContext): string {
  const folder = freshFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
