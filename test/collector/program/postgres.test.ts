/** The program on PostgreSQL, as the compose file runs it: tables by their owner, then two processes under a role that only adds. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderFor, postgresForTests } from '../../harness/collector/databases.ts';
import { PASSWORD } from '../../harness/collector/running-postgres.ts';
import { CollectorChild } from './collector-child.ts';
import { command, FREE } from './in-process.ts';

const server = postgresForTests();

it('runs on PostgreSQL under the role that it made, in two processes at once', async (context) => {
  const pg = server(context);
  const database = await pg.database();
  const data = join(folderFor(context), 'data');
  expect(await command(['prepare', '--data', data], { DATABASE_URL: pg.address(database) })).toContain('Everything is there: PostgreSQL, ');
  await pg.query(database, await command(['role', 'halligan_program']));
  await pg.query(database, `ALTER ROLE halligan_program PASSWORD '${PASSWORD}'`);
  const file = join(data, 'address');
  mkdirSync(data, { recursive: true });
  writeFileSync(file, `${pg.address(database, 'halligan_program')}\n`, { mode: 0o600 });
  const env = { DATABASE_URL_FILE: file };

  const owner = await command(['--data', data, ...FREE], { DATABASE_URL: pg.address(database) });
  expect(owner).toContain('This role owns the table bundle');
  const first = await CollectorChild.startWith(env, data);
  expect(first.err).not.toContain('This role');
  expect(first.line('database')).toMatch(/^PostgreSQL, halligan_program@/);
  expect(first.out + first.err).not.toContain(PASSWORD);
  const second = await CollectorChild.startWith(env, data);
  expect(second.line('key')).toBe(first.line('key'));
  // The owner's start gave out the first administrator's link: the others leave it good.
  expect(owner).toContain('/#/join/');
  for (const { out } of [first, second]) expect(out).toContain('is still good');
  expect(await command(['code', '--data', data], env)).toMatch(/^Code: [A-Z2-7]{26}$/m);
  for (const child of [first, second]) expect((await fetch(child.line('figures'))).status).toBe(200);
  expect([(await first.end()).code, (await second.end()).code]).toEqual([0, 0]);
}, 120_000);
