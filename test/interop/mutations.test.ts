import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyTarget } from '../../cli/verify.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { QUICK_PLACE, tempFolder } from '../harness/base/temp-folder.ts';
import { sampleLog } from '../harness/log/sample-log.ts';
import { CORRUPTIONS } from './corruptions.ts';
import { type ExportFiles, filesOf, leavesOf, readFiles, writeFiles } from './export-files.ts';
import { randomExport } from './random-export.ts';

const MUTATIONS = 10_000;
const folder = tempFolder(QUICK_PLACE);
const target = join(folder.path, 'export');
const good = filesOf(sampleLog());
let other: ExportFiles;

beforeAll(() => {
  randomExport({ seed: 'another log', place: folder.path, folder: join(folder.path, 'other') });
  other = readFiles(join(folder.path, 'other'));
  writeFiles(target, good);
});
afterAll(() => folder[Symbol.dispose]());

/** The first entry that is not what was signed: null when the entries are those. */
function firstChanged(files: ExportFiles): number | null {
  const signed = leavesOf(good);
  const leaves = leavesOf(files);
  const at = signed.findIndex((leaf, i) => Buffer.compare(leaf, leaves[i] ?? new Uint8Array()) !== 0);
  return at >= 0 ? at : null;
}

test(`T2: each of ${MUTATIONS} random mutations of an export is noticed, and the first bad entry named`, async () => {
  const pick = pickFrom('mutations');
  const kinds = Object.entries(CORRUPTIONS);
  let named = 0;
  for (let done = 0; done < MUTATIONS; done++) {
    const [name, corrupt] = pick.of(kinds);
    const files = corrupt(good, pick, other) ?? good;
    if (files === good) continue;
    const touched = Object.entries(files).filter(([file, bytes]) => bytes !== good[file]);
    for (const [file, bytes] of touched) writeFileSync(join(target, file), bytes);
    const { exit, json } = await verifyTarget({ target, anchors: [], vkey: null });
    const seq = firstChanged(files);
    const { logs } = json as { logs?: { firstBad: { seq: number } | null }[] }; // what `verifyTarget` builds
    if (exit === 0 || exit === 4) expect({ name, done, exit }).toBe('noticed');
    if (seq !== null) {
      expect({ name, done, seq: logs?.[0]?.firstBad?.seq }).toEqual({ name, done, seq });
      named++;
    }
    for (const [file] of touched) {
      const bytes = good[file];
      if (bytes === undefined) rmSync(join(target, file));
      else writeFileSync(join(target, file), bytes);
    }
  }
  expect(named).toBeGreaterThan(MUTATIONS / 4);
}, 300_000);
