/** Logs arrive at the collector by hand: real files, a real database, and the real handlers behind them. */
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { alertsAfter } from '../../../collector/store/alerts.ts';
import { hashesOf } from '../../../collector/store/bundles.ts';
import { logOf } from '../../../collector/store/log-row.ts';
import { verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { concat, utf8 } from '../../../shared/base/bytes.ts';
import { openForkEvidence, parseForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { openReceiptFile } from '../../../shared/log/exchange/receipt-file.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { CRYPTO, RunningCollector } from '../../harness/collector/running-collector.ts';
import { archiveOf, type BundleWish, bundleOf } from '../../harness/collector/sample-bundle.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { type SampleLog, SIGNER, STATION, STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const drafts = Array.from(
  { length: 890 },
  (_, n): EntryDraft => ({
    ...{ act: 'config.change', out: 'ok', d: { n } },
    ...(n === 545 ? { say: { reason: 'Late words' } } : {}),
  }),
);
const WHOLE = sampleLog([...STORY, ...drafts]);
const OTHER = sampleLog([...STORY, { act: 'app.stop', out: 'ok' }, ...drafts]);
const WORDS = WHOLE.disclosures.length;

function cut(size: number, of = WHOLE): SampleLog {
  return signedLog(
    of.leaves.slice(0, size),
    of.disclosures.filter(({ seq }) => seq < size),
  );
}

let running: RunningCollector;
beforeEach(async () => {
  running = await RunningCollector.start();
  await running.enrol(cut(3));
});
afterEach(async () => {
  expect(running.problems).toEqual([]);
  await running.end();
});

const wish = (more: Omit<BundleWish, 'collector'> = {}): BundleWish => ({ collector: running.collector.keys.heads.key, ...more });
const carry = async (log: SampleLog, more: Omit<BundleWish, 'collector'> = {}) =>
  importBundle(running.collector, await bundleOf(log, wish(more)));
const received = (size: number) => hashesOf(running.collector.db, 1, 0, size);
const count = async (table: string) => (await running.collector.db.one<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n;
const code = (name: string) => expect.objectContaining({ code: name });
const sizeOf = (receipt: Uint8Array) => openReceiptFile(receipt, running.keys, verifyEd25519).head.size;
const uploaded = async (log: SampleLog) => sendRound(running.client(), await headToSend(log), running.keys, new UploadState());

/** Says more under its head than it has; what it has is taken. */
const PART = { oldSize: 3, packages: 1, bodies: 1 };

async function* inPiecesOf(size: number, bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  return undefined;
}

describe('a bundle', () => {
  it('brings a log whole, its alerts and its words, and gives the receipt', async () => {
    using place = tempFolder();
    vi.stubEnv('TMPDIR', place.path);
    const imported = await carry(WHOLE, { packages: 1, words: true });
    expect(imported).toMatchObject({ origin: STATION.log, taken: 900, size: 900 });
    expect(openReceiptFile(imported.receipt, running.keys, verifyEd25519)).toMatchObject({ head: { size: 900 }, receipts: [{}] });
    expect(await received(900)).toEqual(WHOLE.leafHashes);
    expect(await alertsAfter(running.collector.db, 0, 100)).toHaveLength(4);
    expect(await count('disclosure')).toBe(WORDS);
    expect(readdirSync(place.path)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('that comes again, or is older than one that came, changes nothing and has its receipt', async () => {
    const first = await carry(cut(500));
    const again = await carry(cut(500));
    expect(again).toMatchObject({ taken: 0, size: 500 });
    expect(sizeOf(again.receipt)).toBe(500);
    expect((await carry(WHOLE, { from: 500 })).taken).toBe(400);
    running.later = 3_600_000;
    const older = await carry(cut(500));
    expect(older).toMatchObject({ taken: 0, size: 900 });
    const receipt = openReceiptFile(older.receipt, running.keys, verifyEd25519);
    expect(receipt.head.size).toBe(900);
    expect(receipt.receipts[0]?.time).toBeGreaterThan(openReceiptFile(first.receipt, running.keys, verifyEd25519).receipts[0]?.time ?? 0);
    expect(await received(900)).toEqual(WHOLE.leafHashes);
    expect(await count('event')).toBe(900);
  });

  it('that was made before the one before it arrived is proven by its own entries', async () => {
    await carry(cut(500));
    expect(await carry(WHOLE, { from: 3 })).toMatchObject({ taken: 400, size: 900 });
    expect(await received(900)).toEqual(WHOLE.leafHashes);
  });

  it('follows a head whose entries never came', async () => {
    await expect(carry(cut(700), PART)).rejects.toThrow(code('log.bad_bundle'));
    expect(await logOf(running.collector.db, STATION.log)).toMatchObject({ size: 700, next: 256 });
    await expect(carry(WHOLE, { from: 300 })).rejects.toThrow(code('collector.gap'));
    expect(await carry(WHOLE, { from: 200 })).toMatchObject({ taken: 644, size: 900 });
    expect(await received(900)).toEqual(WHOLE.leafHashes);
  });

  it('that was cut off in the middle is made whole by the same bundle', async () => {
    const archive = await archiveOf(WHOLE, wish({ oldSize: 3, packages: 1 }));
    await expect(importBundle(running.collector, gzipSync(archive.slice(0, archive.length * 0.6)))).rejects.toThrow(code('log.bad_bundle'));
    const row = await logOf(running.collector.db, STATION.log);
    expect(row).toMatchObject({ size: 900, next: 512 });
    expect(await carry(WHOLE, { packages: 1 })).toMatchObject({ taken: 388, size: 900 });
    expect(await received(900)).toEqual(WHOLE.leafHashes);
  });

  it('that lacks entries which its own proof needs is refused whole', async () => {
    await expect(carry(cut(700), { packages: 1, bodies: 1 })).rejects.toThrow(code('log.bad_bundle'));
    expect(await logOf(running.collector.db, STATION.log)).toMatchObject({ size: 3, next: 0 });
  });

  it('accuses nobody where the collector has damaged its own frontier', async () => {
    await carry(cut(500));
    const frontier = '0'.repeat(64 * 6);
    await running.collector.db.transaction((tx) => tx.run('UPDATE log SET frontier = ?', frontier));
    await expect(carry(WHOLE)).rejects.toThrow(code('log.bad_proof'));
    expect(await logOf(running.collector.db, STATION.log)).toMatchObject({ state: 'active', size: 500 });
  });

  it('that is handed in three times at once is taken once, and has its receipt three times', async () => {
    const bundle = await bundleOf(WHOLE, wish({ packages: 1 }));
    const all = await Promise.all(Array.from({ length: 3 }, () => importBundle(running.collector, bundle)));
    expect(all.map(({ taken }) => taken).sort()).toEqual([0, 0, 900]);
    expect(all.map(({ receipt }) => sizeOf(receipt))).toEqual([900, 900, 900]);
    await expect(importBundle(running.collector, new Uint8Array(30))).rejects.toThrow(code('log.bad_bundle'));
    expect((await carry(WHOLE)).taken).toBe(0);
  });

  it('goes on where the network left off, and the network where a bundle did', async () => {
    await uploaded(cut(300));
    expect((await carry(cut(600), { from: 300 })).taken).toBe(300);
    await uploaded(cut(800));
    expect((await carry(WHOLE, { from: 300 })).taken).toBe(100);
    expect(await received(900)).toEqual(WHOLE.leafHashes);
  });

  it('that leaves entries out says so, though its head follows', async () => {
    await carry(cut(500));
    const wanted = { code: 'collector.gap', detail: { next: 500 } };
    await expect(carry(WHOLE, { from: 600, oldSize: 500, words: true })).rejects.toMatchObject(wanted);
    expect(await carry(WHOLE, { from: 500 })).toMatchObject({ taken: 400, size: 900 });
  });

  it('older than a head whose entries never came has the receipt that covers it, or none', async () => {
    await carry(cut(500));
    await expect(carry(WHOLE, { ...PART, from: 500, oldSize: 500 })).rejects.toThrow(code('log.bad_bundle'));
    expect(await logOf(running.collector.db, STATION.log)).toMatchObject({ size: 900, next: 512 });
    const older = await carry(cut(400));
    expect(older).toMatchObject({ taken: 0, size: 500 });
    expect(sizeOf(older.receipt)).toBe(500);
    await expect(carry(cut(600), { words: true })).rejects.toMatchObject({ code: 'collector.gap', detail: { next: 512 } });
  });

  it('comes over HTTP as well, and is answered with its receipt or its code', async () => {
    const said = await running.post('/v1/import', await bundleOf(cut(500), wish()));
    expect(said.status).toBe(200);
    expect(sizeOf(utf8(said.text))).toBe(500);
    expect(await running.post('/v1/import', await bundleOf(WHOLE, wish({ from: 600 })))).toMatchObject({
      status: 409,
      code: 'collector.gap',
    });
    expect(await running.post('/v1/import', 'noise')).toMatchObject({ status: 400, code: 'log.bad_bundle' });
    expect(await running.post('/v1/import', await bundleOf(WHOLE, { collector: SIGNER.key }))).toMatchObject({ status: 422 });
    expect(await received(900)).toEqual(WHOLE.leafHashes.slice(0, 500));
  });

  it('is refused before the rest of it is kept where it is for others, or its log is not let in', async () => {
    let asked = 0;
    async function* endless(bundle: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
      yield bundle;
      while (++asked < 400) yield new Uint8Array(65_536);
      return undefined;
    }
    const foreign = await bundleOf(WHOLE, { collector: SIGNER.key });
    await expect(importBundle(running.collector, endless(foreign))).rejects.toThrow(code('collector.other_collector'));
    await running.collector.db.transaction((tx) => tx.run("UPDATE log SET state = 'refused'"));
    const early = await bundleOf(WHOLE, wish());
    await expect(importBundle(running.collector, endless(early))).rejects.toThrow(code('collector.not_active'));
    expect(asked).toBeLessThan(20);
  });

  it('that is longer than its manifest says is not kept', async () => {
    let asked = 0;
    const bundle = await bundleOf(WHOLE, wish());
    async function* pieces(): AsyncGenerator<Uint8Array, undefined> {
      yield bundle;
      while (++asked < 400) yield new Uint8Array(65_536);
      return undefined;
    }
    await expect(importBundle(running.collector, pieces())).rejects.toThrow(code('log.body_too_large'));
    expect(asked).toBeLessThan(100);
  });

  it('T16: that unpacks to gigabytes is read only as far as its manifest goes', async () => {
    const archive = await archiveOf(WHOLE, wish());
    const zeros = new Uint8Array(64 * 1024 * 1024);
    const bombs = [gzipSync(zeros), gzipSync(concat(archive, zeros))];
    const before = process.memoryUsage().rss;
    for (const bomb of bombs) await expect(importBundle(running.collector, bomb)).rejects.toThrow(code('log.bad_bundle'));
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('comes in pieces of any size, and is one gzip member to its last byte', async () => {
    const bundle = await bundleOf(cut(20), wish());
    expect((await importBundle(running.collector, inPiecesOf(7, bundle))).taken).toBe(20);
    const before = (await running.collector.db.one<{ n: number }>('SELECT COUNT(*) AS n FROM own_entry'))?.n;
    const changed = (at: number, bits: number) => bundle.with(at, (bundle[at] ?? 0) ^ bits);
    const end = bundle.length;
    for (const bad of [
      new Uint8Array(),
      bundle.slice(0, 17),
      bundle.slice(0, -1),
      concat(bundle, new Uint8Array(1)),
      concat(bundle, new Uint8Array(8)),
      concat(bundle, bundle),
      concat(bundle, gzipSync(new Uint8Array())),
      changed(0, 1),
      changed(2, 1),
      changed(3, 8),
      changed(end - 8, 1),
      changed(end - 1, 128),
    ]) {
      await expect(importBundle(running.collector, bad)).rejects.toThrow(code('log.bad_bundle'));
    }
    expect(await count('own_entry')).toBe(before);
  });

  it('needs its log active: not pending, not frozen, not unknown', async () => {
    await running.collector.db.transaction(async (tx) => tx.run("UPDATE log SET state = 'pending'"));
    await expect(carry(WHOLE)).rejects.toThrow(code('collector.not_active'));
    await running.collector.db.transaction(async (tx) => tx.run("UPDATE log SET state = 'frozen'"));
    await expect(carry(WHOLE)).rejects.toThrow(code('collector.frozen'));
    await running.collector.db.transaction(async (tx) => tx.run("UPDATE log SET origin = 'a/b'"));
    await expect(carry(WHOLE)).rejects.toThrow(code('collector.unknown_log'));
  });
});

describe('T7: the bundle of a clone', () => {
  const evidence = async () => {
    const rows = await running.collector.db.all<{ data: Uint8Array }>('SELECT data FROM evidence');
    return rows.map(({ data }) => openForkEvidence(parseForkEvidence(data), CRYPTO));
  };

  it.each([
    ['of the same size', 500, 3, 500],
    ['that is behind', 400, 3, 400],
    ['that is ahead', 600, 3, 500],
    ['that is ahead, from where both were one', 600, 9, 500],
  ])('%s is refused with proof, and nothing more is taken', async (_, size, from, differsAt) => {
    await carry(cut(500));
    await expect(carry(cut(size, OTHER), { from })).rejects.toThrow(code('collector.forked'));
    expect(await evidence()).toMatchObject([{ differsAt }]);
    expect((await alertsAfter(running.collector.db, 0, 100)).at(-1)).toMatchObject({ kind: 'fork', severity: 'critical' });
    await expect(carry(WHOLE)).rejects.toThrow(code('collector.frozen'));
    expect(await received(600)).toEqual(WHOLE.leafHashes.slice(0, 500));
  });

  it('that is ahead of a head whose entries never came is refused with proof', async () => {
    await expect(carry(cut(700), PART)).rejects.toThrow(code('log.bad_bundle'));
    await expect(carry(cut(800, OTHER), { from: 3 })).rejects.toThrow(code('collector.forked'));
    expect(await evidence()).toMatchObject([{ differsAt: 700 }]);
  });

  it('that begins after the two parted is refused, and nothing is held against anybody', async () => {
    await carry(cut(500));
    await expect(carry(cut(600, OTHER), { from: 400 })).rejects.toThrow(code('log.bad_proof'));
    expect(await evidence()).toEqual([]);
    expect((await carry(WHOLE, { from: 400 })).size).toBe(900);
  });
});
