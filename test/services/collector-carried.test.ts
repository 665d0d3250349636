/** The same by hand: the enrolment in two files, the log in a bundle, the receipt in a file or as text. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importBundle } from '../../collector/carry/import-bundle.ts';
import { randomCode } from '../../collector/enrolment.ts';
import { sha256 } from '../../core/hash/node-hash.ts';
import { newStanding, upload } from '../../core/services/sync/upload.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import { headsOrigin } from '../../shared/log/collector-key.ts';
import { type EnrolAnswer, openEnrolRequest, writeEnrolAnswer } from '../../shared/log/enrolment.ts';
import { noteKey, vkeyText } from '../../shared/log/vkey.ts';
import { CRYPTO } from '../collector/running-collector.ts';
import { KEY, SIGNER, sampleLog } from '../log/sample-log.ts';
import { CollectorWorld } from './collector-world.ts';
import { refused } from './refusal.ts';
import { headToSend } from './sync/head-to-send.ts';

describe('a station that no network reaches', () => {
  let both: CollectorWorld;
  let folder: string;
  beforeEach(async () => {
    both = await CollectorWorld.make();
    folder = both.collector.folder;
  }, 60_000);
  afterEach(() => both.end());

  const at = (name: string): string => join(folder, name);

  /** As the collector's administrator does it: the request is taken in, and answered by the key of heads. */
  async function answer(over: Partial<EnrolAnswer> = {}): Promise<string> {
    const { keys, policy, random, db } = both.collector.collector;
    const request = openEnrolRequest(readFileSync(at('a.henroll')), CRYPTO);
    expect(request.code).toBe(null);
    const of: EnrolAnswer = {
      id: randomCode(random),
      state: 'active',
      origin: request.key.name,
      vkey: request.vkey,
      collector: { receipts: vkeyText(keys.receipts.key), heads: vkeyText(keys.heads.key) },
      policy,
      spki: null,
      at: Date.now(),
      ...over,
    };
    await db.transaction((tx) =>
      tx.insert(
        'log',
        [
          'n',
          'origin',
          'vkey',
          'name',
          'app',
          'enrol_id',
          'code_hash',
          'state',
          'practice',
          'key_kind',
          'asked_at',
          'seen_at',
          'size',
          'root',
          'note',
          'next',
          'frontier',
          'receipt_time',
        ],
        [
          [
            1,
            of.origin,
            of.vkey,
            'x',
            'x',
            of.id,
            null,
            'active',
            1,
            'file',
            1,
            1,
            request.head.size,
            request.head.root,
            request.checkpoint,
            0,
            '',
            0,
          ],
        ],
      ),
    );
    return writeEnrolAnswer(of, keys.heads);
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
    return utf8(await upload(both.collector.client(), await headToSend(sampleLog()), both.collector.keys, newStanding()));
  }

  it('T6: says so when a receipt is of more entries than this file has', async () => {
    const { world } = both;
    await enrolled();
    await carry('one');
    await bring('one.hreceipt');
    // The whole disk is put back to this moment, after one more receipt was signed.
    const earlier = await CollectorWorld.copyOf(both);
    try {
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
    await take(good);
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
