/** T17 on PostgreSQL: the role that the collector runs under cannot rewrite what was received. */
import { describe, expect, it, type TestContext } from 'vitest';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { openDatabase } from '../../../collector/store/open-database.ts';
import { excessRights, roleStatements } from '../../../collector/store/roles.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { toBase64url } from '../../../shared/base/bytes.ts';
import { jcs } from '../../../shared/log/leaf/jcs.ts';
import { folderFor, postgresForTests } from '../../harness/collector/databases.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { PASSWORD } from '../../harness/collector/running-postgres.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { STATION, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

describe('the role of a running collector', () => {
  const server = postgresForTests();
  let roles = 0;

  /** A database whose tables are there, and a role for it. */
  async function prepared(context: TestContext) {
    const pg = server(context);
    const database = await pg.database();
    await (await openDatabase(pg.address(database))).close();
    const role = `collector_${++roles}`;
    await pg.query(database, roleStatements(role));
    await pg.query(database, `ALTER ROLE ${role} PASSWORD '${PASSWORD}'`);
    return { pg, database, role, address: pg.address(database, role) };
  }

  it('is enough for everything that a collector does, and the server refuses the rest', async (context) => {
    const { address } = await prepared(context);
    const running = await RunningCollector.start(folderFor(context), address);
    const log = sampleLog();
    await running.enrol(signedLog(log.leaves.slice(0, 3)));
    expect(await sendRound(running.client(), await headToSend(log), running.keys, new UploadState())).toContain('collector.example/m1');
    expect(await sendRound(running.client(), await headToSend(log), running.keys, new UploadState())).toContain('collector.example/m1');
    const [words] = log.disclosures;
    if (words === undefined) throw new Error('the sample has no words');
    const line = `${jcs({ log: STATION.log, seq: words.seq, path: words.path, salt: toBase64url(words.salt), value: words.value })}\n`;
    expect((await running.post('/v1/disclosures', line)).status).toBe(200);
    const ledger = sinkLedger(running.collector);
    expect(await ledger.items(0, 10, { events: 'all', drills: true })).toHaveLength(10);
    await ledger.delivered('siem', 1);
    await ledger.failing('siem', 1, 'answered 500');
    await ledger.dead('siem', 2, 'answered 400');
    await ledger.recovered('siem');

    const { db } = running.collector;
    const before = await db.all('SELECT * FROM bundle');
    for (const table of ['bundle', 'event', 'own_entry', 'evidence', 'dead_letter']) {
      const column = table === 'own_entry' ? 'seq' : table === 'event' ? 'pos' : table === 'dead_letter' ? 'pos' : 'log';
      for (const sql of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`]) {
        const refused = db.transaction((tx) => tx.run(sql));
        await expect(refused, sql).rejects.toMatchObject({ code: 'collector.cannot_write', message: expect.stringContaining('42501') });
      }
    }
    expect(await db.all('SELECT * FROM bundle')).toEqual(before);
    expect(running.problems).toEqual([]);
    await running.end();
  });

  it('is told from one that might do more', async (context) => {
    const { pg, database, role, address } = await prepared(context);
    const said = async (of = address) => {
      const db = await openDatabase(of);
      try {
        return await excessRights(db);
      } finally {
        await db.close();
      }
    };
    expect(await said()).toEqual([]);
    expect(await said(pg.address(database))).toHaveLength(5);
    expect((await said(pg.address(database)))[0]).toBe(
      'This role owns the table bundle, or may become its owner, and may do anything with it.',
    );
    for (const [right, words] of [
      ['UPDATE (data)', 'change'],
      ['DELETE', 'delete'],
      ['TRUNCATE', 'empty'],
      ['TRIGGER', 'put triggers on'],
    ]) {
      await pg.query(database, `GRANT ${right} ON bundle TO ${role}`);
      expect(await said()).toEqual([`This role may ${words} the table bundle.`]);
      await pg.query(database, `REVOKE ${right} ON bundle FROM ${role}`);
    }
    await pg.query(database, `CREATE ROLE keeper; ALTER TABLE own_entry OWNER TO keeper; GRANT keeper TO ${role}`);
    expect(await said()).toEqual([expect.stringContaining('owns the table own_entry')]);
  });

  it('has a name that is one', () => {
    expect(() => roleStatements('x"; DROP TABLE bundle; --')).toThrow(expect.objectContaining({ code: 'collector.cannot_write' }));
    expect(roleStatements('halligan')).toContain('GRANT SELECT, INSERT ON bundle, event, evidence, own_entry, dead_letter TO "halligan";');
  });
});
