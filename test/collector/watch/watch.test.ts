/** What did not happen, by a clock that is set: stations fall silent, drills are missed, announced entries stay away. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { type Watching, type WatchPolicy, watchOnce } from '../../../collector/watch/watch.ts';
import { nodeTreeHasher } from '../../../core/hash/node-hash.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { consistencyProof } from '../../../shared/log/tree/proof.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { STATION, STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WHOLE = sampleLog([...STORY, { act: 'app.stop', out: 'ok' }, { act: 'drill.result', out: 'ok', drill: true, cer: 'r_2' }]);
const cut = (size: number) => signedLog(WHOLE.leaves.slice(0, size), WHOLE.disclosures);
const POLICY: WatchPolicy = { silenceHours: () => 26, drillDays: () => 0, missingMinutes: 60 };

describe('the watch', () => {
  let running: RunningCollector;
  let watching: Watching;
  beforeEach(async () => {
    running = await RunningCollector.start();
    await running.enrol(cut(3));
    await sendRound(running.client(), await headToSend(cut(4)), running.keys, new UploadState());
    watching = { since: running.collector.now(), missing: new Map() };
  });
  afterEach(() => running.end());

  /** What is told that was not told before, after so long since the enrolment. */
  async function toldAfter(ms: number, policy: Partial<WatchPolicy> = {}): Promise<(string | undefined)[]> {
    running.later = ms;
    const ledger = sinkLedger(running.collector);
    const before = (await ledger.items(0, 500, { events: 'alerts', drills: true })).length;
    await watchOnce(running.collector, { ...POLICY, ...policy }, watching);
    return (await ledger.items(0, 500, { events: 'alerts', drills: true })).slice(before).map(({ alert }) => alert?.kind);
  }

  it('tells of a silent station once, again after a week, and when it is heard again', async () => {
    expect(await toldAfter(25 * HOUR)).toEqual([]);
    expect(await toldAfter(27 * HOUR)).toEqual(['station_silent']);
    expect(await toldAfter(28 * HOUR)).toEqual([]);
    expect(await toldAfter(26 * HOUR + 6.9 * DAY)).toEqual([]);
    expect(await toldAfter(27 * HOUR + 7 * DAY)).toEqual(['station_silent']);
    expect(await toldAfter(28 * HOUR + 7 * DAY)).toEqual([]);
    await sendRound(running.client(), await headToSend(cut(6)), running.keys, new UploadState());
    expect(await toldAfter(29 * HOUR + 7 * DAY)).toEqual(['station_heard']);
    expect(await toldAfter(30 * HOUR + 7 * DAY)).toEqual([]);
    const told = await sinkLedger(running.collector).items(0, 500, { events: 'alerts', drills: true });
    const [silent, heard] = ['station_silent', 'station_heard'].map((kind) => told.find(({ alert }) => alert?.kind === kind));
    expect(silent).toMatchObject({ station: 'Ops desk', origin: STATION.log, entry: null, alert: { severity: 'high', drill: false } });
    expect(silent?.alert?.sentence).toMatch(/^Nothing was heard of this station since 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.$/);
    expect(heard?.alert?.sentence).toMatch(/^This station is heard again\. It had been silent since 20/);
  });

  it('hears a station that has nothing new to say', async () => {
    await toldAfter(20 * HOUR);
    const again = { oldSize: 4, proof: [], checkpoint: cut(4).checkpoint };
    expect((await running.post('/w/add-checkpoint', writeAddCheckpoint(again))).status).toBe(200);
    expect(await toldAfter(40 * HOUR)).toEqual([]);
    expect(await toldAfter(47 * HOUR)).toEqual(['station_silent']);
  });

  it('says nothing of silence before it has listened for a while itself', async () => {
    watching = { since: running.collector.now() + 100 * HOUR, missing: new Map() };
    expect(await toldAfter(100 * HOUR + 60_000)).toEqual([]);
    expect(await toldAfter(100 * HOUR + 21 * 60_000)).toEqual(['station_silent']);
  });

  it('asks each station for what its policy says, and for nothing where that is 0', async () => {
    const silenceHours = ({ name }: { readonly name: string }): number => (name === 'Ops desk' ? 2 : 26);
    expect(await toldAfter(3 * HOUR, { silenceHours })).toEqual(['station_silent']);
    expect(await toldAfter(900 * DAY, { silenceHours: () => 0 })).toEqual([]);
  });

  it('tells of a drill that is overdue, and when it was held', async () => {
    const quiet = { silenceHours: () => 0, drillDays: () => 92 };
    expect(await toldAfter(91 * DAY, quiet)).toEqual([]);
    expect(await toldAfter(93 * DAY, quiet)).toEqual(['drill_overdue']);
    expect(await toldAfter(95 * DAY, quiet)).toEqual([]);
    expect(await toldAfter(100 * DAY, quiet)).toEqual(['drill_overdue']);
    // The clock of the sample station stands still: its drill counts from there, which is long ago.
    await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
    await running.collector.db.transaction(async (tx) => {
      await tx.run("UPDATE event SET wall = received_at WHERE act = 'drill.result'");
    });
    expect(await toldAfter(101 * DAY, quiet)).toEqual(['drill_held']);
    expect(await toldAfter(102 * DAY, quiet)).toEqual([]);
  });

  it('tells of entries that were announced and did not come, and when they did', async () => {
    const oldSize = 4;
    const proof = consistencyProof(cut(9).leafHashes, oldSize, nodeTreeHasher);
    await running.post('/w/add-checkpoint', writeAddCheckpoint({ oldSize, proof, checkpoint: cut(9).checkpoint }));
    expect(await toldAfter(0)).toEqual([]);
    expect(await toldAfter(59 * 60_000)).toEqual([]);
    expect(await toldAfter(60 * 60_000, { missingMinutes: 0 })).toEqual([]);
    expect(await toldAfter(61 * 60_000)).toEqual(['entries_missing']);
    expect(await toldAfter(2 * HOUR)).toEqual([]);
    await sendRound(running.client(), await headToSend(cut(9)), running.keys, new UploadState());
    expect(await toldAfter(2 * HOUR + 60_000)).toEqual(expect.arrayContaining(['entries_arrived']));
    expect(await toldAfter(3 * HOUR)).toEqual([]);
  });
});
