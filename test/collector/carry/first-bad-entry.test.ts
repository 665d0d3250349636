import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { QUICK_PLACE, tempFolder } from '../../harness/base/temp-folder.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { archiveOf } from '../../harness/collector/sample-bundle.ts';
import { STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const drafts = Array.from({ length: 690 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const WHOLE = sampleLog([...STORY, ...drafts]);

const folder = tempFolder(QUICK_PLACE);
let running: RunningCollector;
let archive: Uint8Array;
beforeAll(async () => {
  running = await RunningCollector.start(folder.path);
  await running.enrol(signedLog(WHOLE.leaves.slice(0, 3)));
  archive = await archiveOf(WHOLE, { collector: running.collector.keys.heads.key, packages: 1, words: true });
});
afterAll(async () => {
  await running.stop();
  folder[Symbol.dispose]();
});

async function namedIn(harmed: Uint8Array): Promise<unknown> {
  try {
    await importBundle(running.collector, gzipSync(harmed));
    return 'taken';
  } catch (error) {
    if (isAppError(error)) return error.detail;
    throw error;
  }
}

const leafAt = (index: number) => Buffer.from(archive).indexOf(WHOLE.leaves[index] ?? '');
const fileAt = (name: string) => Buffer.from(archive).indexOf(`${name}\0`) + 512;
const flipped = (...places: readonly number[]) => places.reduce((bytes, at) => bytes.with(at, (bytes[at] ?? 0) ^ 1), archive);
const exactly = (entry: number) => ({ entry, last: entry });

test('an entry that was changed is named, and of several the first', async () => {
  for (const index of [0, 255, 256, 300, 699]) expect(await namedIn(flipped(leafAt(index) + 20))).toEqual(exactly(index));
  expect(await namedIn(flipped(leafAt(600), leafAt(300), leafAt(301)))).toEqual(exactly(300));
});

test('an entry that was taken out, put elsewhere or cut in two is named', async () => {
  const [from, to] = [leafAt(300) - 2, leafAt(301) - 2];
  expect(await namedIn(Buffer.concat([archive.subarray(0, from), archive.subarray(to)]))).toEqual(exactly(300));
  const doubled = Buffer.concat([archive.subarray(0, to), archive.subarray(from)]);
  expect(await namedIn(doubled)).toEqual(exactly(301));
  expect(await namedIn(archive.subarray(0, leafAt(520) + 5))).toEqual(exactly(520));
});

test('nothing is named where every entry is what was signed', async () => {
  const proof = leafAt(255) + (WHOLE.leaves[255]?.length ?? 0) + 5;
  for (const at of [proof, fileAt('hashes-0002') + 40, fileAt('disclosures-0001.ndjson') + 9])
    expect(await namedIn(flipped(at))).toEqual({});
});

test('one package is named where the hashes were changed as well', async () => {
  expect(await namedIn(flipped(fileAt('hashes-0002') + 40, leafAt(300)))).toEqual({ entry: 256, last: 511 });
  expect(await namedIn(flipped(fileAt('hashes-0003') + 40, leafAt(600)))).toEqual({ entry: 512, last: 699 });
});

test('nothing is known of the entries without manifest and head', async () => {
  expect(await namedIn(flipped(600, leafAt(300)))).toEqual({});
  expect(await namedIn(flipped(fileAt('add-checkpoint') + 9, fileAt('hashes-0001'), leafAt(3)))).toEqual({});
});
