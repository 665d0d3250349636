/** What an administrator types for a file that was carried to the collector. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolCommand } from '../../../collector/carry/enrol-command.ts';
import { importCommand } from '../../../collector/carry/import-command.ts';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { openEnrolAnswer } from '../../../shared/log/exchange/enrolment.ts';
import { openReceiptFile } from '../../../shared/log/exchange/receipt-file.ts';
import { stationFingerprint } from '../../../shared/log/note/collector-key.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { otherStation } from '../../harness/collector/other-station.ts';
import { enrolBody, RunningCollector } from '../../harness/collector/running-collector.ts';
import { archiveOf, bundleOf } from '../../harness/collector/sample-bundle.ts';
import { SIGNER, STATION, STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const WHOLE = sampleLog(STORY);
const SHORT = signedLog(WHOLE.leaves.slice(0, 3));
let running: RunningCollector;
let folder: ReturnType<typeof tempFolder>;
beforeEach(async () => {
  running = await RunningCollector.start();
  folder = tempFolder();
});
afterEach(async () => {
  await running.end();
  folder[Symbol.dispose]();
});

const at = (name: string) => join(folder.path, name);
function put(name: string, bytes: Uint8Array | string): string {
  writeFileSync(at(name), bytes);
  return at(name);
}
const enrol = (file: string, answer: string | null = null) => enrolCommand(running.collector, { file, answer });
const bring = (file: string, receipt: string | null = null) => importCommand(running.collector, { file, receipt });
const wish = () => ({ collector: running.collector.keys.heads.key, oldSize: 3 });

test('a station is let in by two files: nothing is written before an administrator compared the words', async () => {
  const file = put('ops.henroll', enrolBody(SHORT, null));
  const waiting = await enrol(file);
  expect(waiting.exit).toBe(2);
  expect(waiting.text).toContain(`Its six words: ${sixWords(stationFingerprint(SIGNER.key, sha256)).join(' ')}`);
  const id = /approve ([A-Z2-7]{26})/.exec(waiting.text)?.[1] ?? '';
  expect(await enrol(file)).toEqual(waiting);
  expect(readdirSync(folder.path)).toEqual(['ops.henroll']);
  await decide(running.collector, id, 'active', 'shell:test');
  expect(await enrol(file)).toMatchObject({ exit: 0 });
  const answer = openEnrolAnswer(readFileSync(at('ops.henrolled'), 'utf8'), { sha256, verify: verifyEd25519 });
  expect(answer).toMatchObject({ id, state: 'active', origin: STATION.log, spki: running.collector.spki });
  expect(await running.collector.db.all('SELECT n FROM log')).toHaveLength(1);
  expect((await enrol(file, at('elsewhere'))).text).toContain(at('elsewhere'));
  expect(statSync(at('elsewhere')).mode & 0o077).toBe(0);
});

test('a station that was refused has no answer, nor one that asks for another’s log', async () => {
  const file = put('ops.henroll', enrolBody(SHORT, null));
  const id = /approve ([A-Z2-7]{26})/.exec((await enrol(file)).text)?.[1] ?? '';
  await decide(running.collector, id, 'refused', null);
  expect(await enrol(file)).toMatchObject({ exit: 1, text: expect.stringContaining('was refused') });
  await running.collector.db.transaction((tx) => tx.run("UPDATE log SET vkey = 'other'"));
  expect(await enrol(file)).toMatchObject({ exit: 1, text: expect.stringContaining('(collector.origin_taken)') });
  expect(existsSync(at('ops.henrolled'))).toBe(false);
});

test('a request that was changed is refused, and a code in one counts as over the network', async () => {
  const body = enrolBody(SHORT, null);
  for (const bad of [body.with(body.length >> 1, (body[body.length >> 1] ?? 0) ^ 1), body.slice(0, -1), 'noise', '']) {
    expect(await enrol(put('bad.henroll', bad))).toMatchObject({ exit: 1, text: expect.stringContaining('(log.bad_enrolment)') });
  }
  expect((await enrol(put('long.henroll', new Uint8Array(70_000)))).text).toContain('(log.body_too_large)');
  expect(await enrol(at('nothing'))).toEqual({ exit: 3, text: `${at('nothing')} cannot be read (ENOENT).` });
  expect((await enrol(folder.path)).text).toContain('(EISDIR)');
  expect((await enrol(put('code.henroll', enrolBody(SHORT, 'A'.repeat(26))))).text).toContain('(collector.code_unknown)');
  expect(await running.collector.db.all('SELECT n FROM log')).toEqual([]);
  const code = await makeCode(running.collector, null);
  expect((await enrol(put('code.henroll', enrolBody(SHORT, code)))).exit).toBe(2);
  expect((await enrol(put('other.henroll', otherStation(code)))).text).toContain('(collector.code_used)');
});

test('a bundle comes as a file, and its receipt goes back as one', async () => {
  await running.enrol(SHORT);
  const file = put('ops.hsync', await bundleOf(WHOLE, wish()));
  const done = await bring(file);
  expect(done).toMatchObject({ exit: 0, text: expect.stringContaining('10 entries were new; the collector has all 10.') });
  const [name = ''] = readdirSync(folder.path).filter((one) => one.endsWith('.hreceipt'));
  expect(name).toMatch(/^[0-9a-f]{8}-10\.hreceipt$/);
  expect(openReceiptFile(readFileSync(at(name)), running.keys, verifyEd25519).head.size).toBe(10);
  expect((await bring(file, at('again'))).text).toContain('Nothing in it was new; the collector has all 10.');
  expect(readdirSync(folder.path).sort()).toEqual([name, 'again', 'ops.hsync'].sort());
});

test('a bundle that is refused says why, where and what to do, and leaves no file', async () => {
  await running.enrol(SHORT);
  const archive = await archiveOf(WHOLE, wish());
  const leaf = Buffer.from(archive).indexOf(WHOLE.leaves[6] ?? '') + 20;
  const changed = await bring(put('bad.hsync', gzipSync(archive.with(leaf, (archive[leaf] ?? 0) ^ 1))));
  expect(changed).toMatchObject({ exit: 1 });
  expect(changed.text.split('\n')).toEqual([
    `${at('bad.hsync')} was not taken.`,
    'The file was changed, or is not whole.',
    'The first bad entry is 6; all before it are good.',
    expect.stringMatching(/^Make the file again/),
    '(log.bad_bundle)',
  ]);
  const late = await bring(put('late.hsync', await bundleOf(WHOLE, { ...wish(), from: 5 })));
  expect(late.text).toContain('The collector has the first 0 entries of this log');
  expect((await bring(folder.path)).exit).toBe(3);
  expect((await bring(at('nothing'))).text).toBe(`${at('nothing')} cannot be read (ENOENT).`);
  expect(readdirSync(folder.path).sort()).toEqual(['bad.hsync', 'late.hsync']);
  mkdirSync(at('taken'));
  const unwritten = await bring(put('ops.hsync', await bundleOf(WHOLE, wish())), at('taken'));
  expect(unwritten).toMatchObject({ exit: 3, text: expect.stringContaining('bring the file again for it') });
  expect(readdirSync(folder.path).filter((one) => one.startsWith('taken'))).toEqual(['taken']);
});

test('names from a file write nothing else on a terminal', async () => {
  const { text } = await enrol(at('a\u001b[31m\nb'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
  expect(text).not.toMatch(/[\u0000-\u001f]/);
});
