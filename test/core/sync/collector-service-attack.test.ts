/** A collector, a network or a disk that lies to a station: what is shown, what is logged, and that nothing is believed. */

import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { Station } from '../../../core/session/station.ts';
import { FILE_KEY_BOX } from '../../../core/store/station/key-box.ts';
import { writeMirrorInfo, writeTreeSize } from '../../../shared/log/exchange/collector-answer.ts';
import { openForkEvidence, parseForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { signCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../../shared/log/note/receipt.ts';
import { noteKey } from '../../../shared/log/note/vkey.ts';
import { OTHER_CERTIFICATE } from '../../harness/collector/certificates.ts';
import { CRYPTO } from '../../harness/collector/running-collector.ts';
import { cosigner } from '../../harness/collector/small-collector.ts';
import { CollectorWorld } from '../../harness/world/collector-world.ts';
import { WITH_COLLECTOR } from '../../harness/world/founded.ts';
import { vaultIn } from '../../harness/world/long-vault.ts';
import { LyingCollector, type Saying } from '../../harness/world/lying-collector.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const say = (status: number, type: string, body: Uint8Array | string): Saying => ({ status, type, body: Buffer.from(body) });

describe('a station whose collector, network or disk lies', () => {
  let both: CollectorWorld;
  let liar: LyingCollector;
  worldForEach(WITH_COLLECTOR, async (made) => {
    both = made;
    liar = await LyingCollector.start(() => both.collector.port);
  });
  afterEach(() => liar.stop());

  const acts = async (): Promise<string[]> => (await both.world.rows()).map(({ act, code }) => (code === null ? act : `${act} ${code}`));
  const count = async (act: string): Promise<number> => (await acts()).filter((one) => one === act).length;

  /** Something to send, and a try that ends. */
  async function tried(code: string): Promise<void> {
    await both.world.call('station.name', { name: `Desk ${crypto.randomUUID()}` });
    await both.world.call('collector.tryNow', {});
    await both.until((view) => view?.state !== 'active' || (view.fault?.code === code && !view.sending));
  }

  const lieAbout = (path: string, change: (truth: Saying) => Saying): void => {
    liar.lie = (asked, truth) => (asked === path ? change(truth) : truth);
  };

  it('T15: takes no receipt by another key, nor one over another size or root, and logs each once', async () => {
    const { world } = both;
    await both.enrol();
    const { received } = await both.received();
    await world.call('collector.move', { address: liar.address });
    const origin = world.view().log?.origin ?? '';
    const { receipts } = both.collector.collector.keys;
    const lies: ((head: { origin: string; size: number; root: string }) => string)[] = [
      (head) => receiptLine(head, 1_800_000_000, { ...cosigner(9), key: { ...cosigner(9).key, id: receipts.key.id } }),
      (head) => receiptLine({ ...head, size: head.size + 1 }, 1_800_000_000, receipts),
      (head) => receiptLine({ ...head, root: '00'.repeat(32) }, 1_800_000_000, receipts),
      (head) => receiptLine(head, 1_800_000_000, cosigner(9)),
      () => 'welcome\n',
    ];
    for (const lie of lies) {
      lieAbout('/w/add-entries', (truth) => {
        const { log } = world.view();
        return truth.status === 200 ? say(200, truth.type, lie({ origin, size: log?.entries ?? 0, root: log?.root ?? '' })) : truth;
      });
      await tried('log.bad_receipt');
      expect(both.as('active')).toMatchObject({ received, fault: { kind: 'bad-answer', code: 'log.bad_receipt' } });
    }
    expect(world.view().sync?.say).toBe('stopped');
    expect(await count('sync.refused log.bad_receipt')).toBe(1);
    // The truth again: the fault is gone, and what it was is still in the log.
    liar.lie = (_, truth) => truth;
    await both.received();
    expect(await count('sync.refused log.bad_receipt')).toBe(1);
  });

  it('T15: sends nothing to another certificate, and enrols with nobody in between', async () => {
    const { world } = both;
    const other = await LyingCollector.start(() => both.collector.port, OTHER_CERTIFICATE);
    try {
      const code = await makeCode(both.collector.collector, null);
      await refused(world.call('collector.ask', { address: other.address, code, pin: null }), 'network.wrong_certificate');
      const pin = both.collector.collector.spki ?? '';
      await refused(world.call('collector.ask', { address: other.address, code, pin }), 'network.wrong_certificate');
      expect(world.view().collector?.state).toBe('none');
      expect(other.asked).toEqual(['/v1/enroll']);
      await both.enrol();
      await both.received();
      await world.call('collector.move', { address: other.address });
      await tried('network.wrong_certificate');
      expect(both.as('active').fault?.kind).toBe('wrong-certificate');
      expect(other.asked).toEqual(['/v1/enroll']);
      expect(await count('sync.refused network.wrong_certificate')).toBe(1);
    } finally {
      other.stop();
    }
  });

  it('T17: says so when the collector holds less than it signed for', async () => {
    await both.enrol();
    const { received } = await both.received();
    await both.world.call('collector.move', { address: liar.address });
    lieAbout('/w/add-checkpoint', () => say(409, 'text/x.tlog.size', writeTreeSize(3)));
    await tried('collector.lost_entries');
    expect(both.as('active')).toMatchObject({ received, fault: { kind: 'lost' } });
    lieAbout('/w/add-checkpoint', (truth) => truth);
    await both.received();
    lieAbout('/w/add-entries', () => say(409, 'text/x.tlog.mirror-info', writeMirrorInfo({ end: 9, next: 3, ticket: new Uint8Array() })));
    await tried('collector.lost_entries');
    expect(await count('sync.refused collector.lost_entries')).toBe(2);
  });

  it.each([
    ['T6: is a fork when the whole disk was put back, and the evidence verifies offline', 6, 0],
    ['T7: is a fork when two copies write on, and the evidence verifies offline', 1, 8],
  ])('%s', async (_, first, second) => {
    await both.enrol();
    await both.received();
    const copy = await CollectorWorld.copyOf(both);
    try {
      for (let n = 0; n < first; n++) await both.world.call('station.name', { name: `Desk ${n}` });
      await both.received();
      await copy.world.call('practice.start', {});
      for (let n = 0; n < second; n++) await copy.world.call('station.name', { name: `Other ${n}` });
      await copy.world.call('collector.tryNow', {});
      await copy.until((view) => view?.state === 'forked');
      expect(copy.world.view().sync?.say).toBe('forked');
      expect((await copy.world.rows()).map(({ act, code }) => `${act} ${code}`)).toContain('sync.refused collector.forked');
      const evidence = await both.collector.collector.db.one<{ data: Uint8Array }>('SELECT data FROM evidence');
      const fork = openForkEvidence(parseForkEvidence(new Uint8Array(evidence?.data ?? [])), CRYPTO);
      expect(fork).toMatchObject({ held: { origin: both.world.view().log?.origin }, differsAt: expect.any(Number) });
      expect((await both.held()).state).toBe('frozen');
      // The first station is told too: somebody has a copy of it.
      await tried('collector.frozen');
      expect(both.as('active').fault?.kind).toBe('frozen');
      // A forked station sends no more by itself, and a restart does not forget.
      await copy.world.restart();
      await copy.world.call('practice.start', {});
      expect(copy.world.view().collector?.state).toBe('forked');
    } finally {
      await copy.world.end();
    }
  });

  it('sends nothing to keys that the log does not name, whoever wrote them into the file', async () => {
    const { world } = both;
    await both.enrol();
    await both.received();
    world.engine.stop();
    const db = new Database(vaultIn(world.folder));
    db.prepare('UPDATE collector SET spki = ?, address = ?').run('ab'.repeat(32), liar.address);
    db.close();
    await world.start();
    await world.call('practice.start', {});
    await world.call('collector.tryNow', {});
    expect(world.view()).toMatchObject({
      collector: { state: 'altered' },
      sync: { say: 'stopped', fault: { code: 'collector.keys_changed' } },
    });
    await setTimeout(600); // shows that nothing is sent: a connection would come in less
    expect(liar.asked).toEqual([]);
    await refused(world.call('collector.exportBundle', { from: 'start' }), 'collector.keys_changed');
    await world.call('collector.leave', {});
    expect(world.view().collector?.state).toBe('none');
  });

  it('believes no receipt over another root, though the log’s own key signed that too', async () => {
    const { world } = both;
    await both.enrol();
    const { received } = await both.received();
    const origin = world.view().log?.origin ?? '';
    const size = received?.entries ?? 0;
    const { key } = await Station.open(world.folder, FILE_KEY_BOX, () => new Uint8Array());
    const head = { origin, size, root: 'ab'.repeat(32) };
    const checkpoint = signCheckpoint(head, { key: noteKey(origin, key.publicKey, sha256), sign: key.sign });
    const note = checkpoint + receiptLine(head, 1_900_000_000, both.collector.collector.keys.receipts);
    await refused(world.call('collector.readReceipt', { text: note }), 'log.anchor_differs');
    expect(await count('sync.refused log.anchor_differs')).toBe(1);
    expect(both.as('active').received).toEqual(received);
    // Nor when it lies in the file as if it had come: the first look after the start finds it, without a network.
    both.proxy.cut();
    world.engine.stop();
    const db = new Database(vaultIn(world.folder));
    const guard = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'receipt_is_frozen'").pluck().get() as string; // its own text
    db.exec('DROP TRIGGER receipt_is_frozen');
    db.prepare('UPDATE receipt SET note = ?').run(note);
    db.exec(guard);
    db.close();
    await world.start();
    await world.call('practice.start', {});
    await expect.poll(() => count('sync.refused log.anchor_differs')).toBe(2);
    expect(world.view().sync).toMatchObject({ say: 'stopped', received: { verified: false } });
  });

  it('is to be enrolled again when the log begins anew, and cites the log before it', async () => {
    const { world, collector } = both;
    await both.enrol();
    await both.received();
    world.engine.stop();
    const path = vaultIn(world.folder);
    copyFileSync(path, join(world.folder, 'older'));
    await world.start();
    await world.call('practice.start', {});
    world.engine.stop();
    rmSync(`${path}-wal`, { force: true });
    copyFileSync(join(world.folder, 'older'), path);
    const origin = (await both.collector.collector.db.one<{ origin: string }>('SELECT origin FROM log'))?.origin ?? '';
    await world.start();
    await world.call('practice.start', {});
    expect(world.view().collector).toMatchObject({ state: 'none', before: { name: 'collector.example/m1', address: both.proxy.address } });
    expect(world.view().log?.origin).toBe(origin.replace(/1$/, '2'));
    await both.enrol();
    await both.received();
    const genesis = await collector.collector.db.all<{ leaf: string }>("SELECT act AS leaf FROM event WHERE act = 'log.rollback_detected'");
    expect(genesis.length).toBe(1);
  });

  it('tells the faults of a collector apart, and since when each is', async () => {
    const faults = [
      ['busy', 'collector.too_many', say(503, 'text/plain', '')],
      ['portal', 'network.portal', say(302, 'text/plain', '')],
      ['portal', 'network.portal', say(200, 'text/html', '<html>Sign in</html>')],
      ['bad-answer', 'network.bad_answer', say(200, 'text/plain', 'x'.repeat(70_000))],
      ['refused', 'collector.not_active', say(403, 'application/json', '{"v":1,"code":"collector.not_active","sentence":""}')],
    ] as const;
    await both.enrol();
    await both.received();
    await both.world.call('collector.move', { address: liar.address });
    for (const [kind, code, lie] of faults) {
      lieAbout('/w/add-checkpoint', () => lie);
      await tried(code);
      const { fault } = both.as('active');
      expect(fault).toMatchObject({ kind, code });
      await tried(code);
      expect(both.as('active').fault).toEqual(fault);
    }
    liar.lie = (_, truth) => truth;
    await both.received();
    expect(both.as('active').fault).toBe(null);
  });

  it('takes nothing of a receipt line that it does not know, and no harm from it', async () => {
    await both.enrol();
    await both.received();
    await both.world.call('collector.move', { address: liar.address });
    // As long as a line of ML-DSA-44 with its time: type 0x06 of C2SP, by the same name.
    const line = `— collector.example/m1 ${Buffer.concat([Buffer.from([6, 6, 6, 6]), Buffer.alloc(8 + 2_420, 5)]).toString('base64')}\n`;
    lieAbout('/w/add-entries', (truth) => (truth.status === 200 ? say(200, truth.type, `${line}${truth.body}`) : truth));
    await both.world.call('station.name', { name: 'Ops desk' });
    await both.received();
    const { text } = await both.world.call('collector.receiptText', {});
    expect(text?.split('\n').filter((one) => one.startsWith('— collector.example')).length).toBe(1);
  });

  it('asks with a code that is one, once, and says what the collector says', async () => {
    const { world, collector } = both;
    const ask = (code: string, pin: string | null = null) => world.call('collector.ask', { address: liar.address, code, pin });
    await refused(ask('ABC'), 'collector.bad_code');
    await refused(ask('A'.repeat(26), 'xyz'), 'collector.bad_pin');
    await refused(world.call('collector.ask', { address: 'http://collector', code: 'A'.repeat(26), pin: null }), 'network.bad_address');
    expect(liar.asked).toEqual([]);
    await refused(ask('A'.repeat(26)), 'collector.code_unknown');
    const code = await makeCode(collector.collector, null);
    const typed = `${code.slice(0, 13).toLowerCase()} - ${code.slice(13)}`;
    await Promise.all([ask(typed, collector.collector.spki), refused(ask(typed), 'collector.already_asked')]);
    await refused(ask(typed), 'collector.already_asked');
    // The code that was never given out, and the one that was, once.
    expect(liar.asked).toEqual(['/v1/enroll', '/v1/enroll']);
    const { request } = both.as('asked');
    await decide(collector.collector, request, 'refused', null);
    await world.call('collector.tryNow', {});
    await both.until((view) => view?.state === 'refused');
    expect(world.view().notices.map((notice) => notice.code)).toContain('collector-refused');
    await refused(world.call('collector.confirm', { request }), 'collector.none');
    await world.call('collector.leave', {});
    expect((await acts()).slice(0, 2)).toEqual(['collector.leave', 'collector.refused collector.not_active']);
  });
});
