import { rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { expect, test } from 'vitest';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { hashesOf } from '../../../collector/store/bundles.ts';
import { verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { openReceiptFile } from '../../../shared/log/exchange/receipt-file.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { pickFrom } from '../../harness/base/pick.ts';
import { enrolledAt, spawnCollector } from '../../harness/collector/collector-child.ts';
import { freshFolder, RunningCollector } from '../../harness/collector/running-collector.ts';
import { bundleOf } from '../../harness/collector/sample-bundle.ts';
import { STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const ENTRIES = 6_000;
/** Each blow comes later than the one before: in the end the import is faster. */
const LATER_MS = 40;

const drafts = Array.from({ length: ENTRIES - STORY.length - 1 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const WHOLE = sampleLog([...STORY, ...drafts]);

/** Whether the collector answered before it died. */
function imported(port: number, bundle: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/v1/import', method: 'POST', rejectUnauthorized: false, agent: false };
    const request = httpsRequest(options, (response) => {
      response.on('error', () => resolve(false)).resume();
      response.on('end', () => resolve(response.statusCode === 200));
    });
    request.on('error', () => resolve(false)).end(bundle);
  });
}

test('T11: a bundle whose import was killed is made whole by itself, and nothing is there twice', async () => {
  const folder = freshFolder();
  const { keys } = await enrolledAt(folder, signedLog(WHOLE.leaves.slice(0, 3)));
  const random = pickFrom('import kills').bytes;
  const held: number[] = [0];
  let bundle: Uint8Array | null = null;
  for (let round = 1, done = false; !done && round < 60; round++) {
    const { child, port, ended } = await spawnCollector(folder);
    const again = await RunningCollector.start(folder);
    bundle ??= await bundleOf(WHOLE, { collector: again.collector.keys.heads.key, oldSize: 3, packages: 1 });
    await again.stop();
    const [dice = 0] = random(1);
    const blow = setTimeout(() => child.kill('SIGKILL'), round * LATER_MS + dice / 4);
    done = await imported(port, bundle);
    clearTimeout(blow);
    child.kill('SIGKILL');
    await ended;

    const after = await RunningCollector.start(folder);
    const row = await after.collector.db.one<{ next: number; events: number }>(
      'SELECT next, (SELECT COUNT(*) FROM event) AS events FROM log',
    );
    const { next = 0, events = 0 } = row ?? {};
    expect(await hashesOf(after.collector.db, 1, 0, next)).toEqual(WHOLE.leafHashes.slice(0, next));
    expect(events).toBe(next);
    if (done) {
      const { taken, receipt } = await importBundle(after.collector, bundle);
      expect({ taken, size: openReceiptFile(receipt, keys, verifyEd25519).head.size }).toEqual({ taken: 0, size: ENTRIES });
    }
    held.push(next);
    await after.stop();
  }
  console.log(`${held.length - 2} imports killed; entries held after each: ${held.slice(1).join(', ')}`);
  expect(held.at(-1)).toBe(ENTRIES);
  expect(held.toSorted((a, b) => a - b)).toEqual(held);
  expect(held.some((next) => next > 0 && next < ENTRIES)).toBe(true);
  rmSync(folder, { recursive: true });
}, 120_000);
