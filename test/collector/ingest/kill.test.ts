/** T11 at the collector: killed at any instant, it has every entry that it gave a receipt for, once. */
import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hashesOf } from '../../../collector/store/bundles.ts';
import { nodeTreeHasher, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { openReceipts } from '../../../shared/log/note/receipt.ts';
import { parseFrontier } from '../../../shared/log/tree/frontier.ts';
import { pickFrom } from '../../harness/base/pick.ts';
import { enrolledAt, spawnCollector } from '../../harness/collector/collector-child.ts';
import { clientOf } from '../../harness/collector/collector-client.ts';
import { freshFolder, RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const ROUNDS = Number(process.env['HALLIGAN_ROUNDS'] ?? 8);
const STEP = 700;

const drafts = Array.from({ length: ROUNDS * STEP }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const WHOLE = sampleLog([...STORY, ...drafts]);

it(`T11: keeps what it acknowledged through ${ROUNDS} kills`, async () => {
  const folder = freshFolder();
  const known = await enrolledAt(folder, signedLog(WHOLE.leaves.slice(0, 3)));
  const { keys } = known;

  const random = pickFrom('kills').bytes;
  const standing = new UploadState();
  let received = 0;
  let cut = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const log = await headToSend(signedLog(WHOLE.leaves.slice(0, round * STEP)));
    const { child, port, ended } = await spawnCollector(folder);
    const client = clientOf(port, known);
    const [dice = 0] = random(1);
    // Every other blow comes before any upload can have ended.
    const blow = setTimeout(() => child.kill('SIGKILL'), round % 2 === 0 ? dice / 8 : 40 + dice * 2);
    try {
      const note = await sendRound(client, log, keys, standing);
      received = openReceipts(note, keys, verifyEd25519).head.size;
    } catch (error) {
      if (!isAppError(error)) throw error;
      cut += 1;
    }
    clearTimeout(blow);
    child.kill('SIGKILL');
    await ended;

    const again = await RunningCollector.start(folder);
    const row = await again.collector.db.one<{ size: number; next: number; frontier: string }>('SELECT size, next, frontier FROM log');
    const { size = 0, next = 0, frontier = '' } = row ?? {};
    expect(next).toBeGreaterThanOrEqual(received);
    expect(next).toBeLessThanOrEqual(size);
    expect(await hashesOf(again.collector.db, 1, 0, next)).toEqual(WHOLE.leafHashes.slice(0, next));
    expect(parseFrontier(next, frontier).size).toBe(next);
    const counted = await again.collector.db.one<{ events: number; bundled: number }>(
      'SELECT (SELECT COUNT(*) FROM event) AS events, (SELECT COALESCE(SUM(count), 0) FROM bundle) AS bundled',
    );
    expect(counted).toEqual({ events: next, bundled: next });
    await again.stop();
  }
  expect(cut).toBeGreaterThan(0);

  const last = await RunningCollector.start(folder);
  const note = await sendRound(last.client(), await headToSend(WHOLE), keys, standing);
  expect(openReceipts(note, keys, verifyEd25519).head.size).toBe(WHOLE.leaves.length);
  expect(await hashesOf(last.collector.db, 1, 0, WHOLE.leaves.length)).toEqual(WHOLE.leaves.map(nodeTreeHasher.leaf));
  await last.stop();
  rmSync(folder, { recursive: true });
});
