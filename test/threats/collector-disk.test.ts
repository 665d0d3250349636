/** T10 at the collector: its disk is full. It says so, acknowledges nothing that it does not have, and goes on when there is room. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { hashesOf } from '../../collector/store/bundles.ts';
import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { openReceipts } from '../../shared/log/note/receipt.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { enrolledAt, spawnCollector } from '../harness/collector/collector-child.ts';
import { clientOf } from '../harness/collector/collector-client.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { quietDrafts } from '../harness/log/quiet-log.ts';
import { type SampleLog, sampleLog, signedLog } from '../harness/log/sample-log.ts';
import { code } from '../harness/log/test-vault.ts';

const WHOLE = sampleLog(quietDrafts(6_000));
const cut = (size: number): SampleLog => signedLog(WHOLE.leaves.slice(0, size));
const SIZES = Array.from({ length: 12 }, (_, i) => 500 * (i + 1));

it('T10: refuses with 503 what does not fit, keeps what it acknowledged, and takes the rest when there is room', async () => {
  const running = await RunningCollector.start();
  await running.enrol(cut(1));
  const { db } = running.collector;
  const limit = (pages: number) => db.transaction((tx) => tx.one(`PRAGMA max_page_count = ${pages}`));
  const { page_count } = (await db.one<{ page_count: number }>('PRAGMA page_count')) ?? { page_count: 0 };
  await limit(page_count + 400);
  const standing = new UploadState();
  let acknowledged = 0;
  const send = async (size: number) => {
    const note = await sendRound(running.client(), await headToSend(cut(size)), running.keys, standing);
    acknowledged = openReceipts(note, running.keys, verifyEd25519).head.size;
  };
  await expect(
    (async () => {
      for (const size of SIZES) await send(size);
    })(),
  ).rejects.toThrow(code('collector.cannot_write'));
  expect(acknowledged).toBeGreaterThan(0);
  const row = await db.one<{ next: number }>('SELECT next FROM log');
  expect(row?.next).toBeGreaterThanOrEqual(acknowledged);
  await expect(send(6_000)).rejects.toThrow(code('collector.cannot_write'));
  await limit(1_000_000);
  await send(6_000);
  expect(acknowledged).toBe(6_000);
  expect(await hashesOf(db, 1, 0, 6_000)).toEqual(WHOLE.leafHashes.slice(0, 6_000));
  expect(running.problems).toEqual([]);
  await running.end();
});

it.runIf(canMount())('T10: a real disk that fills up under the process, and is given room again', async () => {
  using folder = tempFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=5m', 'none', folder.path]);
  try {
    const known = await enrolledAt(folder.path, cut(1));
    const collector = await spawnCollector(folder.path);
    const standing = new UploadState();
    let acknowledged = 0;
    const send = async (size: number) => {
      const note = await sendRound(clientOf(collector.port, known), await headToSend(cut(size)), known.keys, standing);
      acknowledged = openReceipts(note, known.keys, verifyEd25519).head.size;
    };
    await expect(
      (async () => {
        for (const size of SIZES) await send(size);
      })(),
    ).rejects.toThrow(code('collector.cannot_write'));
    expect(acknowledged).toBeGreaterThan(0);
    for (let again = 0; again < 3; again++) await expect(send(6_000)).rejects.toThrow(code('collector.cannot_write'));
    execFileSync('mount', ['-o', 'remount,size=64m', folder.path]);
    await send(6_000);
    expect(acknowledged).toBe(6_000);
    expect(collector.child.exitCode).toBeNull();
    collector.child.kill('SIGKILL');
    await collector.ended;
    const again = await RunningCollector.start(folder.path);
    expect(await hashesOf(again.collector.db, 1, 0, 6_000)).toEqual(WHOLE.leafHashes.slice(0, 6_000));
    await again.stop();
  } finally {
    execFileSync('umount', [folder.path]);
  }
});

/** Only root may mount. Where it may not, the first test stands for this one. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  using folder = tempFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder.path], { stdio: 'ignore' });
    execFileSync('umount', [folder.path]);
    return true;
  } catch {
    return false;
  }
}
