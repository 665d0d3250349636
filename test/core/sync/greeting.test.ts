/** A head that the collector has, handed in again: what it says to that. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { greet, greetingMs } from '../../../core/sync/greeting.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const WHOLE = sampleLog(STORY);
const cut = (size: number) => signedLog(WHOLE.leaves.slice(0, size), WHOLE.disclosures);

describe('a head that comes again', () => {
  let running: RunningCollector;
  let standing: UploadState;
  beforeEach(async () => {
    running = await RunningCollector.start();
    standing = new UploadState();
    await running.enrol(cut(3));
  });
  afterEach(() => running.end());

  it('is taken with its receipt, and moves nothing', async () => {
    const note = await sendRound(running.client(), await headToSend(cut(4)), running.keys, standing);
    running.later = 3_600_000;
    expect(await greet(running.client(), { size: 4, note }, standing)).toBe(true);
    const row = await running.collector.db.one<{ seen_at: number }>('SELECT size, next, note, seen_at FROM log');
    expect(row).toMatchObject({ size: 4, next: 4, note: cut(4).checkpoint });
    expect(row?.seen_at).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it('says where the collector has a later one of this log', async () => {
    const note = await sendRound(running.client(), await headToSend(cut(4)), running.keys, standing);
    await sendRound(running.client(), await headToSend(cut(6)), running.keys, new UploadState());
    expect(await greet(running.client(), { size: 4, note }, standing)).toBe(false);
    expect(standing.headSize).toBe(6);
  });

  it('finds out that the collector lost what it gave a receipt for', async () => {
    const note = await sendRound(running.client(), await headToSend(cut(4)), running.keys, standing);
    await running.collector.db.transaction((tx) => tx.run('UPDATE log SET size = 3'));
    await expect(greet(running.client(), { size: 4, note }, standing)).rejects.toMatchObject({ code: 'collector.lost_entries' });
  });

  it('comes after a quarter of the silence at most, and an hour at most; never where the collector waits for nothing', () => {
    expect([0, 1].map((chance) => greetingMs(1, chance))).toEqual([675_000, 900_000]);
    expect([0, 1].map((chance) => greetingMs(26, chance))).toEqual([2_700_000, 3_600_000]);
    expect(greetingMs(0, 0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});
