/** Logs arrive at the collector itself, over real sockets and a real database. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { alertsAfter } from '../../../collector/store/alerts.ts';
import { hashesOf, leavesFrom } from '../../../collector/store/bundles.ts';
import { ownHead } from '../../../collector/store/own-log.ts';
import { nodeTreeHasher, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { enrolmentNow } from '../../../core/sync/ask-to-enrol.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { u16, u64 } from '../../../shared/base/big-endian.ts';
import { concat, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { openForkEvidence, parseForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { jcs } from '../../../shared/log/leaf/jcs.ts';
import { openCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { openReceipts } from '../../../shared/log/note/receipt.ts';
import { consistencyProof, inclusionProof, rootOf } from '../../../shared/log/tree/proof.ts';
import { writeTlogProof } from '../../../shared/log/verify/tlog-proof.ts';
import { pickFrom } from '../../harness/base/pick.ts';
import { databasesOf, KINDS } from '../../harness/collector/databases.ts';
import { otherStation } from '../../harness/collector/other-station.ts';
import { CRYPTO, enrolBody, freshFolder, gzip, RunningCollector } from '../../harness/collector/running-collector.ts';
import { chunkTree, entryPackages } from '../../harness/log/chunk-tree.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { type SampleLog, SIGNER, STATION, STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const drafts = Array.from({ length: 890 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const WHOLE = sampleLog([...STORY, ...drafts]);
const OTHER = sampleLog([...STORY, { act: 'app.stop', out: 'ok' }, ...drafts]);

function cut(size: number, of = WHOLE): SampleLog {
  return signedLog(of.leaves.slice(0, size), of.disclosures);
}

function checkpointBody(log: SampleLog, oldSize: number): Uint8Array {
  const proof = oldSize === 0 ? [] : consistencyProof(log.leafHashes, oldSize, nodeTreeHasher);
  return writeAddCheckpoint({ oldSize, proof, checkpoint: log.checkpoint });
}

function entriesBody(log: SampleLog, start: number, packages = 32, leaves = log.leaves): Uint8Array {
  const parts = entryPackages(chunkTree(log.leafHashes, nodeTreeHasher), start, leaves.slice(start)).take(packages);
  return concat(...writeAddEntries({ origin: STATION.log, start, end: log.leaves.length, ticket: new Uint8Array() }, parts));
}

function alertBody(log: SampleLog, index: number): Uint8Array {
  const proof = inclusionProof(log.leafHashes, index, nodeTreeHasher);
  return writeTlogProof({ index, proof, checkpoint: log.checkpoint, extra: new Uint8Array(log.leaves[index] ?? []) });
}

describe.each(KINDS)('the collector on %s', (kind) => {
  const databases = databasesOf(kind);
  let running: RunningCollector;
  beforeEach(async (context) => {
    const folder = freshFolder();
    running = await RunningCollector.start(folder, await databases.fresh(folder, context));
  });
  afterEach(async () => {
    expect(running.problems).toEqual([]);
    await running.end();
  });

  const evidence = async () => running.collector.db.all<{ data: Uint8Array }>('SELECT data FROM evidence');
  const received = async (size: number) => hashesOf(running.collector.db, 1, 0, size);

  it('receives a log whole, countersigns it, and has it still after it was started again', async () => {
    await running.enrol(cut(3));
    const note = await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
    expect(openReceipts(note, running.keys, verifyEd25519)).toMatchObject({ head: { size: WHOLE.leaves.length }, receipts: [{}] });
    await running.stop();
    await running.open();
    expect(await received(WHOLE.leaves.length)).toEqual(WHOLE.leafHashes);
    const leaves: Uint8Array[] = [];
    for (
      let more = await leavesFrom(running.collector.db, 1, 0);
      more.length > 0;
      more = await leavesFrom(running.collector.db, 1, leaves.length)
    )
      leaves.push(...more);
    expect(leaves.map(nodeTreeHasher.leaf)).toEqual(WHOLE.leafHashes);
    const events = await running.collector.db.all<{ seq: number }>('SELECT seq FROM event ORDER BY pos');
    expect(events.map(({ seq }) => seq)).toEqual(WHOLE.leaves.map((_, seq) => seq));
    expect(await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState())).toContain('collector.example/m1');
  });

  it('is told at once, before the log, and never twice', async () => {
    await running.enrol(cut(3));
    await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
    await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
    const alerts = await alertsAfter(running.collector.db, 0, 100);
    expect(alerts.map(({ act, severity }) => [act, severity])).toEqual([
      ['request.declare', 'critical'],
      ['share.reject', 'high'],
      ['vault.unseal', 'critical'],
      ['item.reveal', 'critical'],
    ]);
    const first = await running.collector.db.one<{ pos: number }>('SELECT MIN(pos) AS pos FROM event');
    expect(alerts.every(({ pos }) => pos < (first?.pos ?? 0))).toBe(true);
    expect((await running.post('/v1/alert', alertBody(WHOLE, 2))).status).toBe(200);
  });

  it('raises the alert of an entry that came with the rest', async () => {
    await running.enrol(cut(3));
    expect((await running.post('/w/add-checkpoint', checkpointBody(WHOLE, 3))).status).toBe(200);
    expect((await running.post('/w/add-entries', entriesBody(WHOLE, 0))).status).toBe(200);
    expect(await alertsAfter(running.collector.db, 0, 100)).toHaveLength(4);
  });

  it('writes its own log of what it accepted, signed and whole', async () => {
    await running.enrol(cut(3));
    await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
    const rows = await running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry ORDER BY seq');
    const entries = rows.map(({ leaf }) => parseHeadsEntry(leaf));
    expect(entries.map(({ act }) => act)).toEqual([
      'heads.genesis',
      'code.make',
      'station.request',
      'head.accept',
      'station.active',
      'head.accept',
    ]);
    expect(entries.at(-1)).toMatchObject({ of: STATION.log, d: { size: WHOLE.leaves.length }, seq: 5 });
    const head = openCheckpoint((await ownHead(running.collector.db)) ?? '', running.collector.keys.heads.key, verifyEd25519);
    expect(head).toMatchObject({
      size: rows.length,
      root: rootOf(
        rows.map(({ leaf }) => nodeTreeHasher.leaf(leaf)),
        nodeTreeHasher,
      ),
    });
  });

  it('takes what comes again, and keeps what it has', async () => {
    await running.enrol(cut(3));
    await running.post('/w/add-checkpoint', checkpointBody(WHOLE, 3));
    expect((await running.post('/w/add-entries', entriesBody(WHOLE, 0, 1))).status).toBe(202);
    expect((await running.post('/w/add-entries', entriesBody(WHOLE, 512))).text).toBe(`${WHOLE.leaves.length}\n256\n\n`);
    expect((await running.post('/w/add-entries', entriesBody(WHOLE, 100, 2))).status).toBe(202);
    expect((await running.post('/w/add-entries', gzip(entriesBody(WHOLE, 0)), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(await received(WHOLE.leaves.length)).toEqual(WHOLE.leafHashes);
  });

  it('T14: ends at one state however bodies are repeated and shuffled', async () => {
    await running.enrol(cut(3));
    const sizes = [3, 200, 256, 300, 700, 900];
    const bodies: (readonly [string, Uint8Array])[] = sizes.flatMap((size, i) => [
      ['/w/add-checkpoint', checkpointBody(cut(size), sizes[Math.max(0, i - 1)] ?? 3)] as const,
      ['/w/add-entries', entriesBody(cut(size), 0)] as const,
      ['/w/add-entries', entriesBody(cut(size), size >> 1)] as const,
    ]);
    const pick = pickFrom('repeated and shuffled bodies');
    for (const [path, body] of bodies) {
      for (let again = 0; again < 2; again++) {
        const [oldPath, old] = pick.of(bodies);
        await running.post(oldPath, old);
      }
      await running.post(path, body);
    }
    for (const [path, body] of bodies) await running.post(path, body);
    expect(await received(900)).toEqual(WHOLE.leafHashes.slice(0, 900));
    expect(await evidence()).toEqual([]);
    const { events } = (await running.collector.db.one<{ events: number }>('SELECT COUNT(*) AS events FROM event')) ?? { events: 0 };
    expect(events).toBe(900);
  });

  it('T14: two uploads at once leave each entry once', async () => {
    await running.enrol(cut(3));
    await running.post('/w/add-checkpoint', checkpointBody(WHOLE, 3));
    const answers = await Promise.all(Array.from({ length: 6 }, () => running.post('/w/add-entries', entriesBody(WHOLE, 0))));
    for (const { status, code } of answers) expect(status === 200 || code === 'collector.other_head').toBe(true);
    expect((await running.post('/w/add-entries', entriesBody(WHOLE, 0))).status).toBe(200);
    expect(await received(WHOLE.leaves.length)).toEqual(WHOLE.leafHashes);
  });

  describe('T7: two clones of one station', () => {
    const clone = (size: number) => cut(size, OTHER);

    it('are told apart at the same size, with proof that anybody can check', async () => {
      await running.enrol(cut(3));
      await sendRound(running.client(), await headToSend(cut(500)), running.keys, new UploadState());
      const said = await running.post('/w/add-checkpoint', checkpointBody(clone(500), 3));
      expect(said).toMatchObject({ status: 422, code: 'collector.forked' });
      const [{ data } = { data: new Uint8Array() }] = await evidence();
      expect(openForkEvidence(parseForkEvidence(data), CRYPTO)).toMatchObject({
        differsAt: 500,
        held: { size: 500 },
        other: { size: 500 },
      });
      expect((await alertsAfter(running.collector.db, 0, 100)).at(-1)).toMatchObject({ kind: 'fork', severity: 'critical' });
      expect((await running.post('/w/add-checkpoint', checkpointBody(cut(600), 500))).code).toBe('collector.frozen');
      expect((await running.post('/w/add-entries', entriesBody(cut(500), 0))).code).toBe('collector.frozen');
    });

    it('are told apart when the second is behind', async () => {
      await running.enrol(cut(3));
      await sendRound(running.client(), await headToSend(cut(500)), running.keys, new UploadState());
      expect((await running.post('/w/add-checkpoint', checkpointBody(clone(400), 3))).code).toBe('collector.forked');
      const [{ data } = { data: new Uint8Array() }] = await evidence();
      expect(openForkEvidence(parseForkEvidence(data), CRYPTO)).toMatchObject({ differsAt: 400 });
    });

    it('are told apart by one entry when the second is ahead', async () => {
      await running.enrol(cut(3));
      await sendRound(running.client(), await headToSend(cut(500)), running.keys, new UploadState());
      const ahead = clone(600);
      const false_ = writeAddCheckpoint({
        oldSize: 500,
        proof: consistencyProof(ahead.leafHashes, 500, nodeTreeHasher),
        checkpoint: ahead.checkpoint,
      });
      expect(await running.post('/w/add-checkpoint', false_)).toMatchObject({ status: 422, code: 'log.bad_proof' });
      expect((await running.post('/v1/alert', alertBody(ahead, 499))).code).toBe('collector.forked');
      const [{ data } = { data: new Uint8Array() }] = await evidence();
      expect(openForkEvidence(parseForkEvidence(data), CRYPTO)).toMatchObject({ differsAt: 500 });
    });

    it('are no clones when an old head of the same log comes again', async () => {
      await running.enrol(cut(3));
      await sendRound(running.client(), await headToSend(cut(500)), running.keys, new UploadState());
      expect((await running.post('/w/add-checkpoint', checkpointBody(cut(400), 3))).text).toBe('500\n');
      expect(await evidence()).toEqual([]);
    });

    it('cannot be made up: each part of the evidence carries weight', async () => {
      await running.enrol(cut(3));
      await sendRound(running.client(), await headToSend(cut(500)), running.keys, new UploadState());
      await running.post('/w/add-checkpoint', checkpointBody(clone(400), 3));
      const [{ data } = { data: new Uint8Array() }] = await evidence();
      const real = parseForkEvidence(data);
      if (real.kind !== 'not-a-prefix') throw new Error(real.kind);
      const held = cut(500);
      const mine = rootOf(held.leafHashes.slice(0, 400), nodeTreeHasher);
      for (const lie of [
        { ...real, other: cut(400).checkpoint },
        { ...real, root: rootOf(clone(400).leafHashes, nodeTreeHasher) },
        { ...real, proof: real.proof.slice(1) },
        { ...real, held: clone(500).checkpoint },
        { vkey: real.vkey, kind: 'same-size' as const, held: held.checkpoint, other: held.checkpoint },
        { vkey: real.vkey, kind: 'same-size' as const, held: held.checkpoint, other: cut(400).checkpoint },
      ]) {
        expect(() => openForkEvidence(lie, CRYPTO)).toThrow(expect.objectContaining({ code: 'log.bad_proof' }));
      }
      expect(real.root).toBe(mine);
      expect(() => openForkEvidence({ ...real, other: real.other.replace('\n400\n', '\n401\n') }, CRYPTO)).toThrow(
        expect.objectContaining({ code: 'log.bad_checkpoint' }),
      );
      expect(() => parseForkEvidence(concat(data, utf8(' ')))).toThrow(expect.objectContaining({ code: 'log.bad_proof' }));
    });
  });

  describe('T23: codes', () => {
    it('are good once, for one station, and for three days', async () => {
      const code = await makeCode(running.collector, null);
      const pins = await running.ask(cut(3), code);
      expect((await running.post('/v1/enroll', enrolBody(cut(3), code))).status).toBe(202);
      expect((await running.post('/v1/enroll', enrolBody(cut(9), code))).status).toBe(202);
      expect((await running.post('/v1/enroll', enrolBody(cut(3), 'A'.repeat(26)))).code).toBe('collector.code_unknown');
      expect((await running.post('/v1/enroll', otherStation(code))).code).toBe('collector.code_used');
      const late = await makeCode(running.collector, null);
      running.later = 73 * 3_600_000;
      expect((await running.post('/v1/enroll', enrolBody(cut(3), late))).code).toBe('collector.code_expired');
      await decide(running.collector, pins.id, 'active', null);
      const asking = { log: SIGNER.key, transport: { wall: Date.now }, signal: new AbortController().signal };
      expect((await enrolmentNow(pins, asking)).state).toBe('active');
      await expect(decide(running.collector, pins.id, 'refused', null)).rejects.toMatchObject({ code: 'collector.not_found' });
    });

    it('let nothing in before an administrator compared the words', async () => {
      const pins = await running.ask(cut(3));
      expect((await running.post('/w/add-checkpoint', checkpointBody(cut(9), 3))).code).toBe('collector.not_active');
      expect((await running.post('/v1/alert', alertBody(cut(9), 2))).code).toBe('collector.not_active');
      await decide(running.collector, pins.id, 'refused', null);
      expect((await running.post('/w/add-entries', entriesBody(cut(3), 0))).code).toBe('collector.not_active');
    });

    it('are kept as hashes', async () => {
      const code = await makeCode(running.collector, null);
      expect(code).toMatch(/^[A-Z2-7]{26}$/);
      const rows = await running.collector.db.all('SELECT * FROM code');
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(code);
      if (kind === 'postgres') return;
      await running.collector.db.all('PRAGMA wal_checkpoint(TRUNCATE)');
      for (const name of ['collector.sqlite', 'collector.sqlite-wal'])
        expect(readFileSync(join(running.folder, name)).includes(code)).toBe(false);
    });
  });

  describe('T16: what a hostile station sends', () => {
    beforeEach(() => running.enrol(cut(3)));
    const header = (start: bigint, end: bigint) =>
      concat(u16(utf8(STATION.log).length), utf8(STATION.log), bytesOf(start), bytesOf(end), u16(0));
    const bytesOf = (value: bigint) => new Uint8Array(Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(56 - 8 * i)) & 255n)));

    it.each([
      ['nothing', () => new Uint8Array(), 400, 'log.bad_body'],
      ['sizes of 2^64', () => header(0n, 2n ** 64n - 1n), 400, 'log.bad_body'],
      ['a start beyond its end', () => header(5n, 3n), 400, 'log.bad_body'],
      ['an origin that is not here', () => concat(u16(1), utf8('x'), u64(0), u64(1), u16(0)), 404, 'collector.unknown_log'],
      ['a leaf of nothing', () => concat(header(0n, 3n), u16(0)), 400, 'log.bad_body'],
      ['a leaf too large', () => concat(header(0n, 3n), u16(16_385)), 413, 'log.entry_too_large'],
      ['half a package', () => entriesBody(cut(3), 0).slice(0, -40), 400, 'log.bad_body'],
      ['more than it said', () => concat(entriesBody(cut(3), 0), utf8('x')), 400, 'log.bad_body'],
      [
        'a package of another log',
        () => entriesBody(cut(3), 0, 1, [...OTHER.leaves.slice(0, 2), OTHER.leaves[40] ?? new Uint8Array()]),
        422,
        'log.bad_proof',
      ],
    ])('%s is refused by its code', async (_, body, status, code) => {
      expect(await running.post('/w/add-entries', body())).toMatchObject({ status, code });
      expect((await running.post('/w/add-entries', gzip(body()), { 'content-encoding': 'gzip' })).code).toBe(code);
    });

    it('a gzip bomb is unpacked only as far as it is read', async () => {
      const bomb = gzip(concat(header(0n, 3n), new Uint8Array(64 * 1024 * 1024)));
      const before = process.memoryUsage().rss;
      expect((await running.post('/w/add-entries', bomb, { 'content-encoding': 'gzip' })).code).toBe('log.bad_body');
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
      expect((await running.post('/w/add-entries', 'not gzip', { 'content-encoding': 'gzip' })).code).toBe('log.bad_body');
      expect((await running.post('/w/add-entries', 'x', { 'content-encoding': 'br' })).code).toBe('collector.wrong_request');
    });

    it('a head by another key, and a body without an end, are refused', async () => {
      const forged = utf8(`old 3\n\n${cut(9).checkpoint.replace(/.{8}\n$/, 'AAAAAA==\n')}`);
      expect((await running.post('/w/add-checkpoint', forged)).status).toBeGreaterThanOrEqual(400);
      expect((await running.post('/w/add-checkpoint', new Uint8Array(70_000))).code).toBe('log.body_too_large');
      expect((await running.post('/v1/alert', new Uint8Array(70_000))).code).toBe('log.body_too_large');
      expect((await running.post('/nowhere', '')).code).toBe('collector.not_found');
    });

    it('1,000 connections that say nothing keep nobody out', async () => {
      const silent = await Promise.all(
        Array.from({ length: 1_000 }, () => {
          const socket = connect(running.port, '127.0.0.1');
          socket.on('error', () => undefined);
          return new Promise<typeof socket>((resolve) => socket.once('connect', () => resolve(socket)));
        }),
      );
      expect((await running.post('/w/add-checkpoint', checkpointBody(cut(9), 3))).status).toBe(200);
      for (const socket of silent) socket.destroy();
    });
  });

  it('T19, T21: keeps what stood before a leaf that does not belong, and names why not', async () => {
    const leaves = [...WHOLE.leaves.slice(0, 300)];
    leaves[270] = utf8('{"a":1, "b":2}');
    const bad = signedLog(leaves);
    await running.enrol(cut(3));
    await running.post('/w/add-checkpoint', checkpointBody(bad, 3));
    expect(await running.post('/w/add-entries', entriesBody(bad, 0))).toMatchObject({ status: 422, code: 'log.not_canonical' });
    expect(await received(300)).toHaveLength(256);
  });

  it('T21: an entry that was moved is refused', async () => {
    const moved = [...WHOLE.leaves.slice(0, 20)];
    moved[12] = WHOLE.leaves[13] ?? new Uint8Array();
    const log = signedLog(moved);
    await running.enrol(cut(3));
    await running.post('/w/add-checkpoint', checkpointBody(log, 3));
    expect(await running.post('/w/add-entries', entriesBody(log, 0))).toMatchObject({ status: 422, code: 'log.wrong_position' });
  });

  it('keeps an entry of a newer app as it came', async () => {
    const newer = utf8(jcs({ act: 'item.teleport', log: STATION.log, seq: 3, v: 2 }));
    const log = signedLog([...WHOLE.leaves.slice(0, 3), newer]);
    await running.enrol(cut(3));
    await running.post('/w/add-checkpoint', checkpointBody(log, 3));
    expect((await running.post('/w/add-entries', entriesBody(log, 0))).status).toBe(200);
    expect((await received(4)).at(-1)).toBe(nodeTreeHasher.leaf(newer));
  });

  it('keeps words that fit their commitments, all of a body or none', async () => {
    await running.enrol(cut(3));
    const [first] = WHOLE.disclosures;
    if (first === undefined) throw new Error('the sample has no words');
    const line = (value: string) =>
      `${jcs({ log: STATION.log, seq: first.seq, path: first.path, salt: toBase64url(first.salt), value })}\n`;
    expect((await running.post('/v1/disclosures', line(first.value))).code).toBe('log.unknown_entry');
    await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
    expect((await running.post('/v1/disclosures', line(first.value) + line('Other words'))).code).toBe('log.disclosure_differs');
    expect((await running.post('/v1/disclosures', line(first.value))).text).toBe('{"v":1,"stored":1,"known":0}');
    expect((await running.post('/v1/disclosures', line(first.value))).text).toBe('{"v":1,"stored":0,"known":1}');
  });
});
