import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import type { Database } from '../../../collector/store/database.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { QUICK_PLACE, tempFolder } from '../../harness/base/temp-folder.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { bundleOf } from '../../harness/collector/sample-bundle.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { type SampleLog, STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const SIZE = 560;
const ENROLLED = 3;
const drafts = Array.from({ length: SIZE - 10 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const WHOLE = sampleLog([...STORY, ...drafts]);

function cut(size: number): SampleLog {
  return signedLog(
    WHOLE.leaves.slice(0, size),
    WHOLE.disclosures.filter(({ seq }) => seq < size),
  );
}

/** Everything that is kept of the log, but for times. */
async function stateOf(db: Database) {
  const all = (sql: string) => db.all(sql);
  return {
    log: await all('SELECT state, size, root, next, frontier FROM log'),
    hashes: (await db.all<{ hashes: Uint8Array }>('SELECT hashes FROM bundle ORDER BY start'))
      .map(({ hashes }) => Buffer.from(hashes).toString('hex'))
      .join(''),
    events: await all('SELECT seq, hash, act, ph, out, drill, cer, inc, who FROM event ORDER BY seq'),
    alerts: await all('SELECT kind, about, severity, drill, hash FROM alert ORDER BY about'),
    words: await all('SELECT seq, path, value FROM disclosure ORDER BY seq, path'),
    evidence: await all('SELECT kind FROM evidence'),
  };
}

const bundle = fc
  .record({ to: fc.integer({ min: ENROLLED, max: SIZE }), from: fc.nat(), oldSize: fc.nat(), packages: fc.integer({ min: 1, max: 3 }) })
  .chain(({ to, from, oldSize, packages }) =>
    fc.record({
      to: fc.constant(to),
      from: fc.constant(from % (to + 1)),
      oldSize: fc.constant(oldSize % (to + 1)),
      packages: fc.constant(packages),
      kept: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  );

async function fresh() {
  const folder = tempFolder(QUICK_PLACE);
  const running = await RunningCollector.start(folder.path);
  await running.enrol(cut(ENROLLED));
  return {
    running,
    async [Symbol.asyncDispose]() {
      await running.stop();
      folder[Symbol.dispose]();
    },
  };
}

test('T14: bundles of any splits, in any order, cut, repeated and mixed with the network end in the state that the network alone ends in', async () => {
  await using straight = await fresh();
  const wholeBundle = (running: RunningCollector) =>
    bundleOf(WHOLE, { collector: running.collector.keys.heads.key, oldSize: ENROLLED, words: true });
  await sendRound(straight.running.client(), await headToSend(WHOLE), straight.running.keys, new UploadState());
  await importBundle(straight.running.collector, await wholeBundle(straight.running));
  const wanted = await stateOf(straight.running.collector.db);
  const codes = new Map<string, number>();
  const counted = (name: string) => codes.set(name, (codes.get(name) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(fc.array(bundle, { minLength: 1, maxLength: 7 }), fc.nat({ max: SIZE }), async (bundles, uploaded) => {
      await using one = await fresh();
      const { collector } = one.running;
      let before = { size: 0, next: 0 };
      for (const [i, { kept, times, to, ...wish }] of bundles.entries()) {
        const whole = gunzipSync(await bundleOf(cut(to), { collector: collector.keys.heads.key, words: true, ...wish }));
        const file = gzipSync(whole.subarray(0, Math.ceil(whole.length * kept)), { level: 1 });
        for (let again = 0; again < times; again++) counted(await taken(collector, file));
        if (i === 1 && uploaded > ENROLLED)
          await sendRound(one.running.client(), await headToSend(cut(uploaded)), one.running.keys, new UploadState()).catch(() => null);
        const now = await collector.db.one<typeof before>('SELECT size, next FROM log');
        expect(now?.size).toBeGreaterThanOrEqual(before.size);
        expect(now?.next).toBeGreaterThanOrEqual(before.next);
        before = now ?? before;
      }
      expect(await importBundle(collector, await wholeBundle(one.running))).toMatchObject({ size: SIZE });
      expect(await stateOf(collector.db)).toEqual(wanted);
    }),
    { numRuns: 15 },
  );
  expect([...codes.keys()].sort()).toEqual(['collector.gap', 'log.bad_bundle', 'taken']);
}, 60_000);

async function taken(collector: RunningCollector['collector'], file: Uint8Array): Promise<string> {
  try {
    await importBundle(collector, file);
    return 'taken';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}
