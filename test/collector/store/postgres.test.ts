/** What only PostgreSQL does: other types, other refusals, a server that comes and goes. */
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../collector/store/database.ts';
import { openDatabase } from '../../../collector/store/open-database.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { databasesOf, folderFor, KINDS, postgresForTests } from '../../harness/collector/databases.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { PASSWORD } from '../../harness/collector/running-postgres.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { sampleLog, signedLog } from '../../harness/log/sample-log.ts';

describe.each(KINDS)('a database, %s', (kind) => {
  const databases = databasesOf(kind);

  it('gives back what it was given', async (context) => {
    const db = await openDatabase(await databases.fresh(folderFor(context), context));
    const texts = ['', 'a\0b', '\0', '\uFDD0', '\uFDD00', '\uFDD01\0', 'né 🜂 \u200b', "'; DROP TABLE log; --", '?'];
    const rows = texts.map((value, seq) => [1, seq, 'p', new Uint8Array([0, 255, seq]), value]);
    await db.transaction((tx) => tx.insert('disclosure', ['log', 'seq', 'path', 'salt', 'value'], rows));
    const found = await db.all<{ value: string; salt: Uint8Array }>('SELECT value, salt FROM disclosure ORDER BY seq');
    expect(found.map(({ value }) => value)).toEqual(texts);
    expect(found.map(({ salt }) => [...salt])).toEqual(texts.map((_, seq) => [0, 255, seq]));
    for (const [seq, value] of texts.entries()) expect(await db.one('SELECT seq FROM disclosure WHERE value = ?', value)).toEqual({ seq });
    expect(
      await db.one('SELECT SUM(seq) AS sum, COUNT(*) AS count, MAX(log) AS max, COALESCE(SUM(seq), 0) AS one FROM disclosure'),
    ).toEqual({
      sum: 36,
      count: 9,
      max: 1,
      one: 36,
    });
    await db.close();
  });

  it('holds the largest safe number, and no other kind', async (context) => {
    const db = await openDatabase(await databases.fresh(folderFor(context), context));
    const put = (value: number) => db.transaction((tx) => tx.run('UPDATE counter SET pos = ?', value));
    expect(await put(Number.MAX_SAFE_INTEGER)).toBe(1);
    expect(await db.one('SELECT pos FROM counter')).toEqual({ pos: Number.MAX_SAFE_INTEGER });
    await expect(put(0.5)).rejects.toThrow();
    expect(await db.one('SELECT pos FROM counter')).toEqual({ pos: Number.MAX_SAFE_INTEGER });
    await db.close();
  });

  it('takes more rows than one statement has room for, all or none', async (context) => {
    const db = await openDatabase(await databases.fresh(folderFor(context), context));
    const rows = Array.from({ length: 1_300 }, (_, n) => [`sink ${n}`, n]);
    await db.transaction((tx) => tx.insert('sink', ['name', 'pos'], rows));
    expect(await db.one('SELECT COUNT(*) AS n, SUM(pos) AS sum FROM sink')).toEqual({ n: 1_300, sum: 844_350 });
    const bad = [...rows.map(([name, pos]) => [`other ${name}`, pos ?? 0]), ['sink 0', 1]];
    await expect(db.transaction((tx) => tx.insert('sink', ['name', 'pos'], bad))).rejects.toMatchObject({ code: 'collector.cannot_write' });
    expect(await db.one('SELECT COUNT(*) AS n FROM sink')).toEqual({ n: 1_300 });
    await db.close();
  });

  it('undoes what throws, and keeps nothing of it', async (context) => {
    const db = await openDatabase(await databases.fresh(folderFor(context), context));
    const thrown = new AppError('log.fork', 'no');
    const work = db.transaction(async (tx) => {
      await tx.run('UPDATE counter SET pos = 7');
      throw thrown;
    });
    await expect(work).rejects.toBe(thrown);
    expect(await db.one('SELECT pos FROM counter')).toEqual({ pos: 0 });
    await db.close();
  });

  it('lends each right to one alone, and to the next when it is given back', async (context) => {
    const address = await databases.fresh(folderFor(context), context);
    const [one, other] = [await openDatabase(address), await openDatabase(address)];
    const held = await one.lease('sink a/b');
    expect(held?.lost.aborted).toBe(false);
    expect(await one.lease('sink a/b')).toBeNull();
    expect(await other.lease('sink a/b')).toBeNull();
    await (await other.lease('sink c'))?.end();
    await held?.end();
    expect(held?.lost.aborted).toBe(true);
    const next = await other.lease('sink a/b');
    expect(next).not.toBeNull();
    await held?.end();
    expect(await one.lease('sink a/b')).toBeNull();
    await other.close();
    expect(await one.lease('sink a/b')).not.toBeNull();
    await one.close();
  });

  it('is served or moved, never both', async (context) => {
    const address = await databases.fresh(folderFor(context), context);
    const [one, other] = [await openDatabase(address), await openDatabase(address)];
    await one.close();
    await expect(openDatabase(address, 'move')).rejects.toMatchObject({ message: expect.stringContaining('a collector is running') });
    await other.close();
    const mover = await openDatabase(address, 'move');
    await expect(openDatabase(address)).rejects.toMatchObject({ message: expect.stringContaining('is being moved') });
    await expect(openDatabase(address, 'move')).rejects.toMatchObject({ code: 'collector.cannot_write' });
    await mover.close();
    await (await openDatabase(address)).close();
  });
});

describe('PostgreSQL', () => {
  const server = postgresForTests();
  const open = async (context: Parameters<typeof server>[0]) => openDatabase(server(context).address(await server(context).database()));

  it('never takes an undone transaction for a durable one', async (context) => {
    const db = await open(context);
    const work = db.transaction(async (tx) => {
      await tx.run('UPDATE counter SET pos = 7');
      await tx.run('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ code: 'collector.cannot_write' });
    expect(await db.one('SELECT pos FROM counter')).toEqual({ pos: 0 });
    await db.close();
  });

  it('runs a transaction again when another one was faster', async (context) => {
    const db = await open(context);
    const first = Promise.withResolvers<void>();
    let runs = 0;
    const add = (wait: Promise<void>) =>
      db.transaction(async (tx) => {
        runs += 1;
        const { n } = (await tx.one<{ n: number }>('SELECT COUNT(*) AS n FROM sink')) ?? { n: 0 };
        await wait;
        await tx.insert('sink', ['name', 'pos'], [[`sink ${n}`, n]]);
      });
    const slow = add(first.promise);
    await add(Promise.resolve());
    first.resolve();
    await slow;
    expect(await db.all('SELECT name FROM sink ORDER BY name')).toEqual([{ name: 'sink 0' }, { name: 'sink 1' }]);
    expect(runs).toBe(3);
    await db.close();
  });

  it('runs one of two again that wait for each other', async (context) => {
    const db = await open(context);
    await db.transaction((tx) =>
      tx.insert(
        'sink',
        ['name', 'pos'],
        [
          ['a', 0],
          ['b', 0],
        ],
      ),
    );
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const move = (first: string, second: string, mine: number) =>
      db.transaction(async (tx) => {
        await tx.run('UPDATE sink SET pos = pos + 1 WHERE name = ?', first);
        both[mine]?.resolve();
        await both[1 - mine]?.promise;
        await tx.run('UPDATE sink SET pos = pos + 1 WHERE name = ?', second);
      });
    await Promise.all([move('a', 'b', 0), move('b', 'a', 1)]);
    expect(await db.all('SELECT pos FROM sink')).toEqual([{ pos: 2 }, { pos: 2 }]);
    await db.close();
  });

  it('says no password, whatever is wrong', async (context) => {
    const database = await server(context).database();
    const good = server(context).address(database);
    for (const bad of [
      server(context).address(database, 'owner', 'pg-canary-wrong'),
      server(context).address(database, 'nobody'),
      server(context).address('no_such_database'),
      good.replace('127.0.0.1', '127.0.0.1:99999999'),
      good.replace(`127.0.0.1:${server(context).port}`, '127.0.0.1:1'),
      good.replace('postgres://', 'mysql://'),
      `${good}?sslmode=verify-full&sslrootcert=/no/such/file`,
      `postgres://owner:${PASSWORD}@[`,
    ]) {
      const error: unknown = await openDatabase(bad).catch((thrown: unknown) => thrown);
      if (!isAppError(error, 'collector.cannot_write')) throw error;
      expect(error.message).not.toContain('pg-canary');
      expect(`${error.stack}${JSON.stringify(error.cause)}${error.cause}`).not.toContain('pg-canary');
    }
  });

  it('is refused when it does not wait for its disk, and made to wait where it would not', async (context) => {
    const pg = server(context);
    const database = await pg.database();
    await pg.query('postgres', `ALTER DATABASE ${database} SET synchronous_commit = off`);
    const db = await openDatabase(pg.address(database));
    expect(await db.one("SELECT current_setting('synchronous_commit') AS wait")).toEqual({ wait: 'on' });
    await db.close();
    await pg.stop();
    await pg.open({ fsync: 'off' });
    await expect(openDatabase(pg.address(database))).rejects.toMatchObject({ message: 'PostgreSQL: fsync is off, not on' });
    await pg.stop();
    await pg.open();
  });

  it('refuses tables of a newer version, and a role that may not make them', async (context) => {
    const pg = server(context);
    const database = await pg.database();
    await pg.query(database, `CREATE ROLE weak LOGIN PASSWORD '${PASSWORD}'`);
    await expect(openDatabase(pg.address(database, 'weak'))).rejects.toMatchObject({ message: expect.stringContaining('as their owner') });
    await (await openDatabase(pg.address(database))).close();
    await pg.query(database, 'UPDATE schema_version SET version = version + 1');
    await expect(openDatabase(pg.address(database))).rejects.toMatchObject({ message: expect.stringContaining('newer version') });
  });

  it('makes its tables once, however many start at once', async (context) => {
    const pg = server(context);
    const address = pg.address(await pg.database());
    const all: Database[] = await Promise.all(Array.from({ length: 6 }, () => openDatabase(address)));
    expect(await all[0]?.all('SELECT pos FROM counter')).toEqual([{ pos: 0 }]);
    for (const db of all) await db.close();
  });

  it('that cannot write makes the station come again, and acknowledges nothing', async (context) => {
    const pg = server(context);
    const database = await pg.database();
    const running = await RunningCollector.start(folderFor(context), pg.address(database));
    const log = sampleLog();
    await running.enrol(signedLog(log.leaves.slice(0, 3)));
    const attempt = () => sendRound(running.client(), headTo, running.keys, new UploadState());
    const headTo = await headToSend(log);
    const refused = { code: 'collector.cannot_write', detail: { retryAfterSeconds: 2 } };

    await pg.query(database, `ALTER DATABASE ${database} SET default_transaction_read_only = on`);
    await pg.query(database, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
    await expect(attempt()).rejects.toMatchObject(refused);
    await pg.query(database, `SET transaction_read_only = off; ALTER DATABASE ${database} SET default_transaction_read_only = off`);
    await pg.stop('immediate');
    await expect(attempt()).rejects.toMatchObject(refused);
    expect(await running.post('/w/add-entries', utf8('x'))).toMatchObject({ status: 400 });
    await pg.open();
    expect(await running.collector.db.one('SELECT next FROM log')).toEqual({ next: 0 });
    await expect.poll(attempt, { timeout: 10_000 }).toContain('collector.example/m1');
    expect(running.problems).toEqual([]);
    await running.end();
  });

  it('that restarts takes leases away, and gives them again', async (context) => {
    const pg = server(context);
    const db = await openDatabase(pg.address(await pg.database()));
    const held = await db.lease('sink a');
    await pg.stop('immediate');
    await expect.poll(() => held?.lost.aborted).toBe(true);
    await expect(db.lease('sink a')).rejects.toMatchObject({ code: 'collector.cannot_write' });
    await pg.open();
    await expect.poll(() => db.lease('sink a'), { timeout: 10_000 }).not.toBeNull();
    await held?.end();
    expect(await db.lease('sink a')).toBeNull();
    await db.close();
  });
});
