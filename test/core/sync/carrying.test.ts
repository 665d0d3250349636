/** The same by hand: the enrolment in two files, the log in a bundle, the receipt in a file or as text. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { askByFile, decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { upload } from '../../../core/sync/upload.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { type EnrolAnswer, openEnrolRequest, writeEnrolAnswer } from '../../../shared/log/exchange/enrolment.ts';
import { headsOrigin } from '../../../shared/log/note/collector-key.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { CRYPTO, RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { KEY, SIGNER, sampleLog } from '../../harness/log/sample-log.ts';
import { CollectorWorld } from '../../harness/world/collector-world.ts';
import { WITH_COLLECTOR } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

describe('a station that no network reaches', () => {
  let both: CollectorWorld;
  let folder: string;
  worldForEach(WITH_COLLECTOR, (made) => {
    both = made;
    folder = both.collector.folder;
  });

  const at = (name: string): string => join(folder, name);

  /** As the collector's administrator does it: the request is taken in, let in, and answered. */
  async function answer(): Promise<string> {
    const { collector } = both.collector;
    const request = readFileSync(at('a.henroll'));
    expect(openEnrolRequest(request, CRYPTO).code).toBe(null);
    const { row, answer } = await askByFile(collector, request);
    writeFileSync(at('pending.henrolled'), answer);
    await decide(collector, row.enrol_id, 'active', null);
    return (await askByFile(collector, request)).answer;
  }

  async function enrolled(): Promise<void> {
    both.world.picks = [at('a.henroll'), at('a.henrolled')];
    await both.world.call('collector.exportRequest', {});
    writeFileSync(at('a.henrolled'), await answer());
    await both.world.call('collector.importAnswer', {});
    await both.world.call('collector.confirm', { request: both.as('asked').request });
  }

  async function carry(name: string, from: 'receipt' | 'start' = 'receipt'): Promise<number> {
    both.world.picks = [at(`${name}.hsync`)];
    const { entries } = await both.world.call('collector.exportBundle', { from });
    const { receipt } = await importBundle(both.collector.collector, readFileSync(at(`${name}.hsync`)));
    writeFileSync(at(`${name}.hreceipt`), receipt);
    return entries;
  }

  function bring(name: string) {
    both.world.picks = [at(name)];
    return both.world.call('collector.importReceipt', {});
  }

  it('is enrolled, received and told so by files alone', async () => {
    const { world, collector } = both;
    await enrolled();
    await world.call('request.abort', { request: await world.declare({ incident: 'INC-78' }) });
    expect(both.as('active')).toMatchObject({ address: null, name: 'collector.example/m1', received: null });
    const entries = await carry('one');
    const { receipt } = await bring('one.hreceipt');
    expect(receipt).toMatchObject({ kind: 'taken', entries });
    expect(world.view()).toMatchObject({ sync: { say: 'received', received: { entries, verified: true }, waiting: 0 } });
    expect(await both.held()).toMatchObject({ next: entries, rows: entries });
    // The next one has only what is new, and it is the receipt's entry and its own.
    expect(await carry('two')).toBe(2);
    const { text } = await world.call('collector.receiptText', {});
    expect(text).toBe(readFileSync(at('one.hreceipt'), 'utf8'));
    // A QR code says the same, and may lose the last newline.
    const said = await world.call('collector.readReceipt', { text: readFileSync(at('two.hreceipt'), 'utf8').trimEnd() });
    expect(said.receipt).toMatchObject({ kind: 'taken', entries: entries + 2 });
    expect((await world.rows()).map(({ act }) => act).slice(0, 4)).toEqual([
      'import.receipt',
      'export.bundle',
      'import.receipt',
      'export.bundle',
    ]);
    expect((await world.call('log.verify', {})).verdict).toBe('proven');
    // The words of the ceremonies came along, as the collector asked.
    const words = await collector.collector.db.all<{ value: string }>('SELECT value FROM disclosure');
    expect(words.map(({ value }) => value)).toContain('INC-78');
    // Nothing of it went over a network.
    expect(both.proxy.connections).toBe(0);
    expect(collector.problems).toEqual([]);
  });

  it('takes a receipt once, no older one, and none that is not of this log and this collector', async () => {
    const { world } = both;
    await enrolled();
    await carry('one');
    await bring('one.hreceipt');
    await carry('two');
    await bring('two.hreceipt');
    const { log, sync } = world.view();
    expect((await bring('two.hreceipt')).receipt?.kind).toBe('known');
    expect((await bring('one.hreceipt')).receipt?.kind).toBe('older');
    await both.collector.enrol(sampleLog());
    const foreign = await foreignReceipt();
    writeFileSync(at('foreign.hreceipt'), foreign);
    await refused(bring('foreign.hreceipt'), 'collector.other_log');
    writeFileSync(at('none.hreceipt'), 'welcome');
    await refused(bring('none.hreceipt'), 'log.bad_receipt');
    expect(world.view()).toMatchObject({ log, sync });
    // One whose signature was changed is in the log.
    const text = readFileSync(at('two.hreceipt'), 'utf8');
    const spoilt = text.replace(/(m1 .{30})(.)/, (_, before: string, one: string) => `${before}${one === 'A' ? 'B' : 'A'}`);
    await refused(world.call('collector.readReceipt', { text: spoilt }), 'log.bad_receipt');
    expect((await world.rows())[0]).toMatchObject({ act: 'sync.refused', outcome: 'refused', code: 'log.bad_receipt' });
    expect(world.view().sync?.received).toEqual(sync?.received);
  });

  async function foreignReceipt(): Promise<Uint8Array> {
    return utf8(await upload(both.collector.client(), await headToSend(sampleLog()), both.collector.keys, new UploadState()));
  }

  it('T6: says so when a receipt is of more entries than this file has', async () => {
    const { world } = both;
    await enrolled();
    await carry('one');
    await bring('one.hreceipt');
    // The whole disk is put back to this moment, after one more receipt was signed.
    const earlier = await CollectorWorld.copyOf(both);
    try {
      await earlier.world.call('practice.start', {});
      await world.declare();
      await carry('two');
      copyFileSync(at('two.hreceipt'), join(earlier.world.folder, 'two.hreceipt'));
      earlier.world.picks = [join(earlier.world.folder, 'two.hreceipt')];
      const before = earlier.world.view();
      await refused(earlier.world.call('collector.importReceipt', {}), 'collector.ahead');
      expect(earlier.world.view()).toMatchObject({ log: before.log, sync: before.sync });
    } finally {
      await earlier.world.end();
    }
  });

  it('is pending until the answer says more, and is reached over the network once it has an address', async () => {
    const { world } = both;
    world.picks = [at('a.henroll'), at('pending.henrolled'), at('a.henrolled'), at('pending.henrolled')];
    await world.call('collector.exportRequest', {});
    writeFileSync(at('a.henrolled'), await answer());
    expect(await world.call('collector.importAnswer', {})).toEqual({ answer: 'pending' });
    const { request } = both.as('asked');
    await world.call('collector.confirm', { request });
    expect(both.as('asked')).toMatchObject({ confirmed: true, letIn: false, nextTryInMs: null });
    expect(await world.call('collector.importAnswer', {})).toEqual({ answer: 'active' });
    expect(both.as('active').address).toBe(null);
    // An older answer takes nothing back.
    expect(await world.call('collector.importAnswer', {})).toEqual({ answer: 'active' });
    expect(both.as('active').waiting.entries).toBeGreaterThan(30);
    expect(both.proxy.connections).toBe(0);
    await world.call('collector.move', { address: both.proxy.address });
    await both.received();
  });

  it('has its log at a second collector by file, from its beginning, when it left the first', async () => {
    const { world } = both;
    await both.enrol();
    const { received } = await both.received();
    const second = await RunningCollector.start();
    try {
      await world.call('collector.leave', {});
      world.picks = [at('b.henroll'), at('b.henrolled'), at('b.hsync'), at('b.hreceipt')];
      await world.call('collector.exportRequest', {});
      const request = readFileSync(at('b.henroll'));
      const { row } = await askByFile(second.collector, request);
      await decide(second.collector, row.enrol_id, 'active', null);
      writeFileSync(at('b.henrolled'), (await askByFile(second.collector, request)).answer);
      await world.call('collector.importAnswer', {});
      await world.call('collector.confirm', { request: both.as('asked').request });
      // What the first one signed for is nothing that the second one has.
      expect(both.as('active').received).toBe(null);
      const { entries } = await world.call('collector.exportBundle', { from: 'receipt' });
      expect(entries).toBeGreaterThan(received?.entries ?? 0);
      writeFileSync(at('b.hreceipt'), (await importBundle(second.collector, readFileSync(at('b.hsync')))).receipt);
      expect((await world.call('collector.importReceipt', {})).receipt).toMatchObject({ kind: 'taken', entries });
      expect(world.view().sync).toMatchObject({ say: 'received', received: { entries } });
      expect((await world.call('log.verify', {})).verdict).toBe('proven');
      // Back at the first: its own receipt counts again.
      await world.call('collector.leave', {});
      await world.call('collector.ask', { address: both.proxy.address, code: await makeCode(both.collector.collector, null), pin: null });
      await world.call('collector.confirm', { request: both.as('asked').request });
      expect(both.as('active').received?.entries).toBe(received?.entries);
      await both.received();
    } finally {
      await second.end();
    }
  });

  it('asks nothing of an answer that is to another log, by another key, or to nothing', async () => {
    const { world, collector } = both;
    world.picks = [at('a.henroll')];
    await world.call('collector.exportRequest', {});
    expect(both.as('carried').stationWords.length).toBe(6);
    const good = await answer();
    const { keys } = collector.collector;
    const take = (text: string | Uint8Array) => {
      writeFileSync(at('x.henrolled'), text);
      world.picks = [at('x.henrolled')];
      return world.call('collector.importAnswer', {});
    };
    const { origin, vkey, ...rest } = JSON.parse(good.split('\n')[1] ?? '') as EnrolAnswer & { v: number };
    const { v: _, ...of } = { origin, vkey, ...rest };
    await refused(
      take(writeEnrolAnswer({ ...of, origin: SIGNER.key.name, vkey: vkeyText(SIGNER.key) }, keys.heads)),
      'collector.other_log',
    );
    await refused(take(good.replace('halligan-enrolled', 'halligan-inrolled')), 'log.bad_enrolment');
    await refused(take(new Uint8Array(70_000)), 'log.bad_enrolment');
    await refused(take(Uint8Array.of(0xff)), 'log.bad_enrolment');
    expect(world.view().collector?.state).toBe('carried');
    await take(writeEnrolAnswer({ ...of, spki: null }, keys.heads));
    // By other keys, after the first: it cannot take over.
    const other = { key: noteKey(headsOrigin('collector.example/m1'), KEY.publicKey, sha256), sign: KEY.sign };
    const theirs = { ...of.collector, heads: vkeyText(other.key) };
    const by = (text: EnrolAnswer) => writeEnrolAnswer(text, other);
    await refused(take(by({ ...of, collector: { ...theirs } })), 'log.bad_enrolment');
    expect(both.as('asked')).toMatchObject({ letIn: true, confirmed: false });
    await refused(world.call('collector.exportBundle', { from: 'receipt' }), 'collector.not_active');
    await refused(world.call('collector.move', { address: both.proxy.address }), 'collector.by_file_only');
    await refused(world.call('collector.confirm', { request: 'AAAAAAAAAAAAAAAAAAAAAAAAAA' }), 'collector.none');
    await world.call('collector.leave', {});
    expect(world.view()).toMatchObject({ collector: { state: 'none' }, sync: { say: 'off' } });
    await refused(take(good), 'collector.none');
    await refused(world.call('collector.exportBundle', { from: 'receipt' }), 'collector.none');
  });
});
