/** A collector moves from SQLite to PostgreSQL, and back. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { makeCode } from '../../../collector/enrol/enrolment.ts';
import { contentOf, differences } from '../../../collector/migrate/content.ts';
import { moveContent } from '../../../collector/migrate/migrate.ts';
import { migrateCommand } from '../../../collector/migrate/migrate-command.ts';
import { MOVED_TABLES } from '../../../collector/migrate/rows.ts';
import { tellMove } from '../../../collector/migrate/tell-move.ts';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { openDatabase } from '../../../collector/store/open-database.ts';
import { TABLE_KEYS } from '../../../collector/store/schema.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { pickFrom } from '../../harness/base/pick.ts';
import { folderFor, postgresForTests } from '../../harness/collector/databases.ts';
import { freshFolder, RunningCollector } from '../../harness/collector/running-collector.ts';
import { ownEntries, StationLog } from '../../harness/collector/station-log.ts';
import { startedMove } from './started-move.ts';

const silent = () => undefined;

/** A collector on SQLite that has something in every table, and has ended. */
async function grown(
  folder: string,
  stations = 2,
  size = 700,
): Promise<{ readonly address: string; readonly stations: readonly StationLog[] }> {
  const running = await RunningCollector.start(folder);
  const all = Array.from({ length: stations }, (_, n) => new StationLog(n, size + 300));
  for (const station of all) {
    await station.enrol(running);
    const keys = { log: station.signer.key, collectors: [running.collector.keys.receipts.key] };
    await sendRound(running.client(), await station.head(size), keys, new UploadState());
  }
  await makeCode(running.collector, null);
  const ledger = sinkLedger(running.collector);
  await ledger.dead('siem', 7, 'answered 400');
  await ledger.failing('siem', 1, 'answered 500');
  const { db } = running.collector;
  await db.transaction(async (tx) => {
    const words = ['a\0b', '\uFDD00', 'né 🜂'].map((value, seq) => [1, seq, 'reason', new Uint8Array([seq, 0, 255]), value]);
    await tx.insert('disclosure', ['log', 'seq', 'path', 'salt', 'value'], words);
    await tx.insert('evidence', ['n', 'log', 'at', 'kind', 'hash', 'data'], [[1, 1, 5, 'same-size', 'ab', new Uint8Array([0])]]);
    await tx.insert(
      'account',
      ['id', 'name', 'role', 'made_at'],
      [
        ['p_1', 'Mara', 'administrator', 1],
        ['p_ö', 'Juno', 'auditor', 2],
      ],
    );
    const passkey = ['id', 'account', 'public_key', 'counter', 'transports', 'made_at', 'used_at'];
    await tx.insert('passkey', passkey, [['k_1', 'p_1', new Uint8Array([1, 0]), 0, '[]', 1, 2]]);
    await tx.insert('invitation', ['hash', 'role', 'name', 'made_at', 'expires_at'], [['ab', 'auditor', 'Ilse', 1, 2]]);
    await tx.insert('challenge', ['hash', 'purpose', 'expires_at'], [['ab', 'sign-in', 2]]);
    await tx.insert('session', ['hash', 'account', 'made_at', 'seen_at'], [['ab', 'p_1', 1, 2]]);
  });
  await running.stop();
  return { address: running.database, stations: all };
}

async function contentAt(address: string) {
  const db = await openDatabase(address, 'move');
  try {
    return await contentOf(db);
  } finally {
    await db.close();
  }
}

/** What a collector that starts there is told, "" where it starts. */
async function problemAt(address: string): Promise<string> {
  try {
    await (await openDatabase(address)).close();
    return '';
  } catch (error) {
    return String(error);
  }
}

it('knows the key of every table', () => {
  expect([...TABLE_KEYS.values()].every((key) => key.length > 0 && key.every((column) => /^\w+$/.test(column)))).toBe(true);
  expect(TABLE_KEYS.get('bundle')).toEqual(['log', 'start']);
  expect(MOVED_TABLES).toHaveLength(TABLE_KEYS.size - 1);
});

describe('a move', () => {
  const server = postgresForTests();
  const target = async (context: TestContext) => server(context).address(await server(context).database());

  it('to PostgreSQL and back keeps every row, every root and every word', async (context) => {
    const folder = folderFor(context);
    const { address, stations } = await grown(folder);
    const before = await contentAt(address);
    expect([...before.tables.values()].every(({ rows }) => rows > 0)).toBe(true);
    const to = await target(context);
    const lines: string[] = [];
    const moved = await moveContent({ from: address, to, report: (line) => lines.push(line) });
    if (moved === null) throw new Error('it was moved before');
    expect(differences(before, moved)).toEqual([]);
    expect(differences(before, await contentAt(to))).toEqual([]);
    expect(lines.join('\n')).toContain(`${stations[0]?.origin}: 700 entries, root ${before.logs[0]?.root}, the same on both sides.`);
    await expect(RunningCollector.start(folder)).rejects.toMatchObject({ message: expect.stringContaining('moved from here') });
    expect(await moveContent({ from: address, to, report: silent })).toBeNull();

    const running = await RunningCollector.start(folder, to);
    await tellMove(running.collector);
    await tellMove(running.collector);
    const [station] = stations;
    if (station === undefined) throw new Error('no station');
    const keys = { log: station.signer.key, collectors: [running.collector.keys.receipts.key] };
    await sendRound(running.client(), await station.head(900), keys, new UploadState());
    expect(await station.faultIn(running.collector.db, 900)).toBeNull();
    const own = await ownEntries(running.collector.db, running.collector.keys.heads.key);
    const size = before.logs.at(-1)?.entries;
    expect(own.filter(({ act }) => act === 'store.migrated')).toMatchObject([
      { seq: size, d: { from: 'sqlite', to: 'postgres', size, root: before.logs.at(-1)?.root } },
    ]);
    await running.stop();

    const back = `sqlite:${join(folder, 'back.sqlite')}`;
    const again = await moveContent({ from: to, to: back, report: silent });
    expect(differences(await contentAt(to), again ?? before)).toEqual([]);
    await expect(openDatabase(to)).rejects.toMatchObject({ code: 'collector.cannot_write' });
  });

  it('is refused while a collector runs, to a target with something in it, and from what is not there', async (context) => {
    const folder = folderFor(context);
    const { address } = await grown(folder, 1, 10);
    const to = await target(context);
    const said: string[] = [];
    const tried = (from: string, into: string) => migrateCommand(['--from', from, '--to', into], (line) => said.push(line));
    const running = await RunningCollector.start(folder);
    expect(await tried(address, to)).toBe(2);
    expect(said.at(-1)).toBe('Not moved: a collector is running on the database: stop it first.');
    await running.stop();
    expect(await tried(`sqlite:${join(folder, 'none.sqlite')}`, to)).toBe(2);
    expect(said.at(-1)).toBe('Not moved: there is no database at the source.');
    const other = await grown(folderFor(context), 1, 10);
    expect(await tried(address, other.address)).toBe(2);
    expect(said.at(-1)).toBe('Not moved: the target has a collector in it.');
    expect(await tried(address, address)).toBe(2);
    expect(await tried(address, 'postgres://owner:pg-canary-none@127.0.0.1:1/x')).toBe(2);
    expect(await migrateCommand(['--from', address], (line) => said.push(line))).toBe(3);
    expect(said.at(-1)).toContain('--from sqlite:PATH');
    expect(said.join('\n')).not.toContain('pg-canary');
    expect(await tried(address, to)).toBe(0);
    expect(said.at(-1)).toMatch(/^Moved: 1 logs and \d+ rows/);
    expect(await tried(address, to)).toBe(0);
    expect(said.at(-1)).toBe('This collector was moved before. Start it on the target.');
    expect(await tried(address, await target(context))).toBe(2);
    expect(said.at(-1)).toBe('Not moved: the collector was moved from the source to another database.');
  });

  it.each([
    [
      'an entry',
      "UPDATE bundle SET data = CAST(substr(data, 1, 40) || x'00' || substr(data, 42) AS BLOB) WHERE start = 256",
      /s_0\/1: its entries do not give/,
    ],
    ['an entry that is gone', 'DELETE FROM bundle WHERE start = 256', /s_0\/1: entry 256 is not there/],
    [
      'the own log',
      'UPDATE own_entry SET leaf = (SELECT leaf FROM own_entry WHERE seq = 1) WHERE seq = 2',
      /own log: its entries do not give/,
    ],
  ])('names what is damaged at the source: %s', async (_, sql, words) => {
    const folder = freshFolder();
    const { address } = await grown(folder, 1, 600);
    const db = await openDatabase(address);
    await db.transaction((tx) => tx.run(sql));
    await db.close();
    const said: string[] = [];
    const exit = await migrateCommand(['--from', address, '--to', `sqlite:${join(folder, 'to.sqlite')}`], (line) => said.push(line));
    expect(exit).toBe(1);
    expect(said.at(-1)).toMatch(words);
    await expect(openDatabase(`sqlite:${join(folder, 'to.sqlite')}`)).rejects.toMatchObject({
      message: expect.stringContaining('not all of it is'),
    });
    await (await openDatabase(address)).close();
    rmSync(folder, { recursive: true });
  });

  it('that is killed goes on where it was, and begins anew when somebody wrote meanwhile', async (context) => {
    const folder = folderFor(context);
    const { address, stations } = await grown(folder, 3, 900);
    const to = await target(context);
    const random = pickFrom('moves').bytes;
    let killed = 0;
    for (let round = 0; round < 4; round++) {
      const { exit } = await startedMove(address, to, (random(1)[0] ?? 0) / 2);
      if (exit === 0) break;
      expect(exit).toBeNull();
      killed += 1;
      // The server takes a moment to see that the one who had it alone is gone.
      await expect.poll(() => problemAt(to), { timeout: 10_000 }).toMatch(/not all of it is/);
    }
    expect(killed).toBeGreaterThan(0);
    const running = await RunningCollector.start(folder);
    const [station] = stations;
    if (station === undefined) throw new Error('no station');
    const keys = { log: station.signer.key, collectors: [running.collector.keys.receipts.key] };
    await sendRound(running.client(), await station.head(1_000), keys, new UploadState());
    await running.stop();
    const before = await contentAt(address);
    expect(await startedMove(address, to, null)).toMatchObject({ exit: 0 });
    expect(differences(before, await contentAt(to))).toEqual([]);
  });
});
