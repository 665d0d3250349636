/** The collector as a program on PostgreSQL: as the owner of its tables, under a role of its own, with keys of its own. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderFor, postgresForTests } from '../../harness/collector/databases.ts';
import { PASSWORD } from '../../harness/collector/running-postgres.ts';
import { command, FREE, refusalOf } from './in-process.ts';

describe('the collector on PostgreSQL', () => {
  const server = postgresForTests();

  it('warns of a role that may rewrite what stations sent, and prints one that may not', async (context) => {
    const pg = server(context);
    const database = await pg.database();
    const start = ['start', '--data', folderFor(context), ...FREE];
    const warned = await command(start, { DATABASE_URL: pg.address(database) });
    expect(warned).toContain('lets this collector rewrite what stations sent. This role owns the table bundle');
    expect(warned).not.toContain(PASSWORD);
    await pg.query(database, await command(['role', 'halligan']));
    await pg.query(database, `ALTER ROLE halligan PASSWORD '${PASSWORD}'`);
    const quiet = await command(start, { DATABASE_URL: pg.address(database, 'halligan') });
    expect(quiet).toContain('PostgreSQL, halligan@');
    expect(quiet).not.toContain('rewrite');
    expect(await refusalOf(['role', 'a"b'])).toContain('cannot be the name');
    expect(await refusalOf(['role'])).toContain('Name the role');
  });

  it('starts on a database with the keys that its log has, and with no others', async (context) => {
    const pg = server(context);
    const env = { DATABASE_URL: pg.address(await pg.database()) };
    const [first, second] = [folderFor(context), folderFor(context)];
    await command(['start', '--data', first, ...FREE], env);
    expect(await refusalOf(['start', '--data', second, ...FREE], env)).toContain('the database is of a collector with other keys');
    copyFileSync(join(first, 'keys.json'), join(second, 'keys.json'));
    expect(await command(['start', '--data', second, ...FREE], env)).toContain('Halligan collector');
  });
});
