/** Several collectors, each a process of its own, on one database. */
import { describe, expect, it } from 'vitest';
import { makeCode } from '../../../collector/enrol/enrolment.ts';
import { refuseFork } from '../../../collector/ingest/fork.ts';
import { alertsAfter } from '../../../collector/store/alerts.ts';
import { writableLog } from '../../../collector/store/log-row.ts';
import { lastPosition } from '../../../collector/store/positions.ts';
import { verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { CollectorClient } from '../../../core/sync/collector-client.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import { openForkEvidence, parseForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { openReceipts } from '../../../shared/log/note/receipt.ts';
import { folderFor, postgresForTests } from '../../harness/collector/databases.ts';
import { RoundRobin } from '../../harness/collector/round-robin.ts';
import { CRYPTO, RunningCollector } from '../../harness/collector/running-collector.ts';
import { StartedCollector } from '../../harness/collector/started-collector.ts';
import { ownEntries, StationLog } from '../../harness/collector/station-log.ts';

const STATIONS = 4;
const ENTRIES = 600;

describe('several collectors on one database', () => {
  const server = postgresForTests();

  it('receive every entry once, keep one log of their own, and feed each sink one at a time', async (context) => {
    const folder = folderFor(context);
    const address = server(context).address(await server(context).database());
    const first = await RunningCollector.start(folder, address);
    const stations = Array.from({ length: STATIONS }, (_, n) => new StationLog(n, ENTRIES));
    await Promise.all(stations.map((station) => station.enrol(first)));
    const pin = first.collector.spki ?? '';
    const receipts = first.collector.keys.receipts.key;
    const started = await Promise.all([1, 2, 3].map(() => StartedCollector.start(folder, address, 'siem')));
    context.onTestFinished(async () => void (await Promise.all(started.map((one) => one.kill()))));
    const robin = await RoundRobin.start(started.map(({ port }) => port));
    const acknowledged = new Map<StationLog, number>();

    async function uploadAll(station: StationLog): Promise<void> {
      const at = parseCollectorAddress(`https://127.0.0.1:${robin.port}`);
      const client = new CollectorClient({ address: at, pin }, { wall: Date.now }, new AbortController().signal);
      const standing = new UploadState();
      const keys = { log: station.signer.key, collectors: [receipts] };
      for (let size = 200; size <= ENTRIES; ) {
        try {
          const { head } = openReceipts(await sendRound(client, await station.head(size), keys, standing), keys, verifyEd25519);
          acknowledged.set(station, head.size);
          size += 200;
        } catch (error) {
          if (!isAppError(error)) throw error;
        }
      }
    }

    const uploading = Promise.all(stations.map(uploadAll));
    await expect.poll(() => started.some(({ fed }) => fed.length > 0), { timeout: 20_000 }).toBe(true);
    const holder = started.find(({ fed }) => fed.length > 0);
    if (holder === undefined) throw new Error('nobody feeds the sink');
    expect(started.filter(({ fed }) => fed.length > 0)).toHaveLength(1);
    await holder.kill();
    const left = started.filter((one) => one !== holder);
    robin.to(left.map(({ port }) => port));
    await uploading;

    const { db } = first.collector;
    for (const station of stations) expect(await station.faultIn(db, acknowledged.get(station) ?? 0)).toBeNull();
    expect([...acknowledged.values()]).toEqual(stations.map(() => ENTRIES));
    const own = await ownEntries(db, first.collector.keys.heads.key);
    for (const station of stations) {
      const sizes = own.filter(({ act, of }) => act === 'head.accept' && of === station.origin).map(({ d }) => d['size']);
      expect(sizes).toEqual([3, 200, 400, ENTRIES]);
    }
    expect(await alertsAfter(db, 0, 1_000)).toHaveLength(STATIONS * 3);

    const last = await lastPosition(db);
    const next = () => left.filter(({ fed }) => fed.length > 0);
    await expect.poll(() => next()[0]?.fed.at(-1), { timeout: 20_000 }).toBe(last);
    expect(next()).toHaveLength(1);
    const { fed = [] } = next()[0] ?? {};
    expect(holder.fed).toEqual(holder.fed.map((_, i) => i + 1));
    expect(fed).toEqual(fed.map((_, i) => (fed[0] ?? 0) + i));
    // What the killed one was sending may come twice; nothing is left out.
    expect(fed[0]).toBeLessThanOrEqual((holder.fed.at(-1) ?? 0) + 1);

    await robin.end();
    await first.end();
  });

  it('T7: find one fork once when its halves come to two of them at once', async (context) => {
    const folder = folderFor(context);
    const address = server(context).address(await server(context).database());
    const first = await RunningCollector.start(folder, address);
    const second = await RunningCollector.start(folder, address);
    const [mine, clone] = [new StationLog(1, 600), new StationLog(1, 600, 1)];
    await mine.enrol(first);
    const keys = { log: mine.signer.key, collectors: [first.collector.keys.receipts.key] };
    const ended = async (of: RunningCollector, log: StationLog, size: number) => {
      try {
        return await sendRound(of.client(), await log.head(size), keys, new UploadState());
      } catch (error) {
        return isAppError(error) ? error.code : String(error);
      }
    };
    expect(await ended(first, mine, 500)).toContain('collector.example/m1');
    const clones = [500, 400, 500, 400].map((size, i) => ended(i % 2 === 0 ? first : second, clone, size));
    const answers = await Promise.all([...clones, ended(second, mine, 500)]);
    expect(answers.filter((answer) => answer === 'collector.forked').length).toBeGreaterThan(0);
    for (const answer of answers.slice(0, 4)) expect(answer).toMatch(/^collector\.(forked|frozen)$/);
    const { db } = second.collector;
    const evidence = await db.all<{ data: Uint8Array }>("SELECT data FROM evidence WHERE kind <> 'after-freeze'");
    expect(evidence).toHaveLength(1);
    expect(openForkEvidence(parseForkEvidence(evidence[0]?.data ?? new Uint8Array()), CRYPTO)).toMatchObject({ held: { size: 500 } });
    const own = await ownEntries(db, first.collector.keys.heads.key);
    expect(own.filter(({ act }) => act === 'fork.found' || act === 'log.freeze').map(({ act }) => act)).toEqual([
      'fork.found',
      'log.freeze',
    ]);
    expect((await alertsAfter(db, 0, 100)).filter(({ kind }) => kind === 'fork')).toHaveLength(1);
    expect([...first.problems, ...second.problems]).toEqual([]);
    await second.stop();
    await first.end();
  });

  it('T7: freeze a log once when two of them find a fork each', async (context) => {
    const running = await RunningCollector.start(folderFor(context), server(context).address(await server(context).database()));
    const [mine, ...clones] = [0, 1, 2].map((branch) => new StationLog(1, 600, branch));
    if (mine === undefined) throw new Error('no station');
    await mine.enrol(running);
    const keys = { log: mine.signer.key, collectors: [running.collector.keys.receipts.key] };
    await sendRound(running.client(), await mine.head(500), keys, new UploadState());
    // As each of them read it, before the other one had written.
    const row = await writableLog(running.collector.db, mine.origin);
    const found = clones.map((clone) => {
      const { checkpoint, vkey } = clone.log(500);
      return refuseFork(running.collector, row, { kind: 'same-size', vkey, held: row.note, other: checkpoint });
    });
    for (const { reason } of (await Promise.allSettled(found)) as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'collector.forked' });
    const { db } = running.collector;
    expect(await db.all('SELECT kind FROM evidence')).toEqual([{ kind: 'same-size' }]);
    const own = await ownEntries(db, running.collector.keys.heads.key);
    expect(own.filter(({ act }) => act === 'log.freeze')).toHaveLength(1);
    await running.end();
  });

  it('date no receipt before one that another gave', async (context) => {
    const folder = folderFor(context);
    const address = server(context).address(await server(context).database());
    const [one, ahead] = [await RunningCollector.start(folder, address), await RunningCollector.start(folder, address)];
    const station = new StationLog(1, 10);
    await station.enrol(one);
    const keys = { log: station.signer.key, collectors: [one.collector.keys.receipts.key] };
    const again = async (of: RunningCollector) => sendRound(of.client(), await station.head(10), keys, new UploadState());
    await again(one);
    const time = async () => (await one.collector.db.one<{ receipt_time: number }>('SELECT receipt_time FROM log'))?.receipt_time ?? 0;
    for (let round = 1; round <= 12; round++) {
      ahead.later = round * 60_000;
      const least = Math.floor((Date.now() + ahead.later) / 1_000);
      await Promise.all([again(one), again(ahead), again(one)]);
      expect(await time()).toBeGreaterThanOrEqual(least);
    }
    await ahead.stop();
    await one.end();
  });

  it.for([
    ['a head of other entries', "UPDATE own_head SET frontier = repeat('a', length(frontier))", 'log.tampered'],
    ['a head by other keys', "UPDATE own_head SET note = replace(note, 'collector.example', 'collector.other')", 'collector.cannot_write'],
  ])('write nothing more over %s', async ([_, sql = '', code], context) => {
    const folder = folderFor(context);
    const database = await server(context).database();
    const running = await RunningCollector.start(folder, server(context).address(database));
    await makeCode(running.collector, null);
    await server(context).query(database, sql);
    await expect(makeCode(running.collector, null)).rejects.toMatchObject({ code });
    await running.end();
  });
});
