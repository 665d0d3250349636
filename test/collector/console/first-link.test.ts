/** Several processes on one database that start at once: one of them gives out the first administrator's link. */
import { expect, it } from 'vitest';
import { firstLink } from '../../../collector/console/invitations.ts';
import { makeCode } from '../../../collector/enrol/enrolment.ts';
import { openDatabase } from '../../../collector/store/open-database.ts';
import { folderFor, postgresForTests } from '../../harness/collector/databases.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { ownEntries } from '../../harness/collector/station-log.ts';

/** So many that some are under way at once. */
const PROCESSES = 12;
const server = postgresForTests();

for (const begun of [false, true])
  it(`one process of several gives out a link for an administrator ${begun ? 'where there is a log already' : 'at the very first start'}`, async (context) => {
    const address = server(context).address(await server(context).database());
    const running = await RunningCollector.start(folderFor(context), address);
    const others = await Promise.all(Array.from({ length: PROCESSES }, () => openDatabase(address)));
    context.onTestFinished(async () => {
      for (const db of others) await db.close();
      await running.stop();
    });
    const { keys } = running.collector;
    if (begun) await makeCode(running.collector, null);
    const given = await Promise.all(others.map((db) => firstLink({ ...running.collector, db }, 'http://localhost:1')));
    expect(given.filter(({ link }) => link !== null)).toHaveLength(1);
    expect(given.filter(({ givenAt }) => givenAt !== null)).toHaveLength(PROCESSES - 1);
    expect(await running.collector.db.all('SELECT hash FROM invitation')).toHaveLength(1);
    const acts = (await ownEntries(running.collector.db, keys.heads.key)).map(({ act }) => act);
    expect(acts).toEqual(['heads.genesis', ...(begun ? ['code.make'] : []), 'account.invite']);
  });
