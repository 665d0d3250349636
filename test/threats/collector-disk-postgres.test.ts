/** T10 at the collector on PostgreSQL: the disk that the server keeps its tables on is full. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { openReceipts } from '../../shared/log/note/receipt.ts';
import { folderFor, postgresForTests } from '../harness/collector/databases.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { StationLog } from '../harness/collector/station-log.ts';
import { quietDrafts } from '../harness/log/quiet-log.ts';
import { code } from '../harness/log/test-vault.ts';

const ENTRIES = 6_000;

describe('T10: a disk under PostgreSQL that fills up', () => {
  const server = postgresForTests();

  it('is told to stations with 503, costs nothing that was acknowledged, and is gone when there is room', async (context) => {
    const pg = server(context);
    const place = folderFor(context);
    if (!mountedSmall(place)) {
      context.task.meta.leftOut = 'only root may mount a small disk';
      context.skip(context.task.meta.leftOut);
    }
    context.onTestFinished(() => void execFileSync('umount', ['-l', place]));
    const tables = join(place, 'tables');
    mkdirSync(tables);
    const drafts = quietDrafts(ENTRIES);
    const station = new StationLog(1, ENTRIES, 0, (seq) => drafts[seq] ?? { act: 'config.change', out: 'ok' });
    const running = await RunningCollector.start(folderFor(context), pg.address(await pg.databaseIn(tables)));
    await station.enrol(running);
    // What the server keeps in memory has its room on the disk from here on.
    await pg.query('postgres', 'CHECKPOINT');
    const keys = { log: station.signer.key, collectors: [running.collector.keys.receipts.key] };
    const standing = new UploadState();
    let acknowledged = 0;
    const send = async (size: number) => {
      const note = await sendRound(running.client(), await station.head(size), keys, standing);
      acknowledged = openReceipts(note, keys, verifyEd25519).head.size;
    };
    await expect(
      (async () => {
        for (let size = 500; size <= ENTRIES; size += 500) await send(size);
      })(),
    ).rejects.toThrow(code('collector.cannot_write'));
    expect(acknowledged).toBeGreaterThan(0);
    expect(await station.faultIn(running.collector.db, acknowledged)).toBeNull();
    await expect(send(ENTRIES)).rejects.toThrow(code('collector.cannot_write'));
    execFileSync('mount', ['-o', 'remount,size=128m', place]);
    await send(ENTRIES);
    expect(await station.faultIn(running.collector.db, ENTRIES)).toBeNull();
    expect(running.problems).toEqual([]);
    await running.end();
  });
});

/** False where only somebody else may mount. */
function mountedSmall(place: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=11m,mode=755', 'none', place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
