import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BlockWorkers } from '../../cli/block-workers.ts';
import { verifyTarget } from '../../cli/verify.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import { encodeDisclosure } from '../../shared/log/leaf/disclosure.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { verifyLog, verifyLogInBlocks } from '../../shared/log/verify/verify-log.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { NODE_CRYPTO, type SampleLog, sampleLog } from '../harness/log/sample-log.ts';

/** More than three blocks, and more bytes than one thread reads by itself. */
const SIZE = 14_000;
const DRAFTS = Array.from({ length: SIZE - 1 }, (_, n): EntryDraft => {
  const d = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`k${'abcdef'[i]}`, 'x'.repeat(128)]));
  return { act: 'config.change', out: 'ok', d, ...(n % 1000 === 0 ? { say: { title: `Title ${n}` } } : {}) };
});

describe('a long log in threads', () => {
  let log: SampleLog;
  let workers: BlockWorkers;
  beforeAll(() => {
    log = sampleLog(DRAFTS);
    workers = new BlockWorkers(2);
  }, 120_000);
  afterAll(() => workers.close());

  test('is judged as one thread judges it', async () => {
    const report = await verifyLogInBlocks(log, NODE_CRYPTO, workers);
    expect(report).toEqual(verifyLog(log, NODE_CRYPTO));
    expect(report).toMatchObject({ verdict: 'proven', entries: SIZE });
  });

  test('is proven by the command, and its first bad entry named', async () => {
    using folder = tempFolder();
    const target = join(folder.path, 'export');
    mkdirSync(target);
    const put = (name: string, parts: readonly Uint8Array[]): void => writeFileSync(join(target, name), Buffer.concat(parts));
    const lines = (parts: readonly Uint8Array[]): Uint8Array[] => parts.flatMap((part) => [part, Uint8Array.of(10)]);
    put('events.jsonl', lines(log.leaves));
    put('checkpoint', [utf8(log.checkpoint)]);
    put('vkey', [utf8(`${log.vkey}\n`)]);
    put('disclosures.jsonl', lines(log.disclosures.map(encodeDisclosure)));
    put('hashes', lines(log.leafHashes.map((hash) => utf8(hash))));
    expect(await verifyTarget({ target, anchors: [], vkey: null })).toMatchObject({ exit: 0, json: { logs: [{ entries: SIZE }] } });
    const changed = log.leaves.map((leaf, seq) => (seq === 9_000 ? leaf.map((byte) => (byte === 0x78 ? 0x79 : byte)) : leaf));
    put('events.jsonl', lines(changed));
    expect(await verifyTarget({ target, anchors: [], vkey: null })).toMatchObject({
      exit: 1,
      json: { logs: [{ firstBad: { seq: 9_000, code: 'log.entry_changed' } }] },
    });
  });

  test('has no verdict when a thread cannot go on', async () => {
    const broken = new BlockWorkers(1);
    const first = broken.judge({
      log: 'no origin',
      vkey: '',
      first: 0,
      bytes: new Uint8Array(),
      lengths: new Uint32Array(),
      disclosures: [],
      wanted: 'root',
    });
    await expect(first).rejects.toThrow();
    await expect(verifyLogInBlocks(log, NODE_CRYPTO, broken)).rejects.toThrow();
    await broken.close();
  });
});
