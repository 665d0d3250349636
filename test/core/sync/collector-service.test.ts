/** A station and the collector itself: enrolled by words, cut off, resumed, restarted. */

import { describe, expect, it } from 'vitest';
import { readExport } from '../../../cli/read-export.ts';
import { decide } from '../../../collector/enrol/enrolment.ts';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { openVaultFile } from '../../../core/store/file/vault-file.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { collectorFingerprint } from '../../../shared/log/note/collector-key.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { parseTlogPolicy } from '../../../shared/log/verify/tlog-policy.ts';
import { verifyLog } from '../../../shared/log/verify/verify-log.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { CRYPTO } from '../../harness/collector/running-collector.ts';
import type { CollectorWorld } from '../../harness/world/collector-world.ts';
import { WITH_COLLECTOR } from '../../harness/world/founded.ts';
import { lengthen, vaultIn } from '../../harness/world/long-vault.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

describe('a station and its collector', () => {
  let both: CollectorWorld;
  worldForEach(WITH_COLLECTOR, (made) => {
    both = made;
  });

  it('enrols by words, sends everything, and shows the receipt', async () => {
    const { world, collector } = both;
    expect(world.view()).toMatchObject({ collector: { state: 'none', before: null }, sync: { say: 'off' } });
    const asked = await both.ask();
    const { keys } = collector.collector;
    const words = sixWords(collectorFingerprint({ receipts: keys.receipts.key, heads: keys.heads.key }, sha256));
    expect(asked).toMatchObject({
      name: 'collector.example/m1',
      collectorWords: words,
      confirmed: false,
      letIn: false,
      address: both.proxy.address,
    });
    expect(world.view().sync?.say).toBe('asked');
    await decide(collector.collector, asked.request, 'active', null);
    await world.call('collector.tryNow', {});
    await both.until((view) => view?.state === 'asked' && view.letIn);
    // Nothing is sent before people here have compared the words too.
    expect((await both.held()).next).toBe(0);
    await world.call('collector.confirm', { request: asked.request });
    const active = await both.received();
    expect(active).toMatchObject({
      policy: { disclosures: 'incident' },
      waiting: { entries: 0, alerts: 0 },
      fault: null,
      clockOffMs: null,
    });
    const { received } = active;
    expect(await both.held()).toMatchObject({ next: received?.entries, rows: received?.entries });
    expect(world.view().notices.map((notice) => notice.code)).toContain('collector-receives');
    // What follows is not to be received too.
    both.proxy.cut();
    const rows = await world.rows();
    expect(rows.filter(({ act }) => act.startsWith('collector.') || act.startsWith('sync.')).map(({ act }) => act)).toEqual([
      'sync.receipt',
      'collector.active',
      'collector.confirm',
      'collector.answer',
      'collector.request',
    ]);
    expect((await world.call('log.verify', {})).verdict).toBe('proven');
    expect(world.view().log?.unanchored).toBe((world.view().log?.entries ?? 0) - (received?.entries ?? 0));
    // Who has the export, and knows the collector, sees until when nothing is missing.
    using temp = tempFolder();
    const folder = temp.path;
    world.picks = [folder];
    const exported = (await world.call('log.export', {})).folder ?? '';
    const policy = `witness c ${vkeyText(keys.receipts.key)}\nquorum c\n`;
    const report = verifyLog({ ...readExport(exported), policy: parseTlogPolicy(utf8(policy), sha256) }, CRYPTO);
    expect(report).toMatchObject({ verdict: 'incomplete', authenticity: 'holds', received: { size: received?.entries } });
    expect((await world.call('collector.receiptText', {})).text).toContain(`\n${received?.entries}\n`);
    expect(collector.problems).toEqual([]);
  });

  it('goes on where the network was cut, over a restart of the app, and sends nothing twice', async () => {
    const { world, proxy } = both;
    await both.enrol();
    await both.received();
    proxy.cut();
    world.engine.stop();
    await lengthen(world.folder, vaultIn(world.folder), 3_000);
    await world.start();
    await world.call('practice.start', {});
    expect(world.view()).toMatchObject({ collector: { state: 'active', sending: expect.anything() } });
    await both.until((view) => view?.state === 'active' && view.fault !== null);
    expect(both.as('active').fault).toMatchObject({ kind: 'cut', code: 'network.cut' });
    expect(world.view().sync).toMatchObject({ say: 'stopped', received: { verified: true } });
    expect(world.view().sync?.waiting).toBeGreaterThan(3_000);
    // Through, but every connection breaks in the middle of its second body.
    proxy.mode = 'pass';
    proxy.breakAfter = 30_000;
    await world.call('collector.tryNow', {});
    await both.until((view) => view?.state === 'active' && view.arrived > 500);
    const { since } = both.as('active').fault ?? { since: 0 };
    await world.restart();
    await world.call('practice.start', {});
    expect(both.as('active').fault?.since).toBe(since);
    proxy.breakAfter = null;
    const { received } = await both.received();
    expect(received?.entries).toBeGreaterThan(3_000);
    // Each entry is there once: as many rows as entries.
    expect(await both.held()).toMatchObject({ next: received?.entries, size: received?.entries, rows: received?.entries });
    expect((await world.call('log.verify', {})).verdict).toBe('proven');
  }, 60_000);

  it('gives every entry after a receipt its size and time', async () => {
    const { world } = both;
    await both.enrol();
    const { received } = await both.received();
    await world.restart();
    await world.call('practice.start', {});
    world.engine.stop();
    const file = openVaultFile(vaultIn(world.folder), 'vault');
    const entries = [...file.entries.newestFirst(file.entries.logs()[0]?.origin ?? '')].map(({ entry }) => entry).reverse();
    file.close();
    const size = received?.entries ?? 0;
    const floor = { size, time: (received?.at ?? 0) / 1000 };
    expect(entries[size]).toMatchObject({ act: 'sync.receipt', t: { floor: null }, d: { size } });
    const after = entries.slice(size + 1);
    expect(after.map(({ act }) => act)).toEqual(['app.stop', 'app.start', 'app.stop']);
    expect(after.map(({ t }) => t.floor)).toEqual([floor, floor, floor]);
  });

  it('says that the clocks are a day apart, and sends all the same', async () => {
    const { world } = both;
    world.wallMs = 86_400_000;
    await both.enrol();
    const { clockOffMs } = await both.received();
    expect(clockOffMs).toBeLessThan(-86_000_000);
    expect(world.view().notices.map((notice) => notice.code)).toContain('clock-off');
  });

  it('sends the words of ceremonies alone where the collector asked for these', async () => {
    const { world, collector } = both;
    await both.enrol();
    const request = await world.declare({ incident: 'INC-77' });
    await world.call('request.abort', { request });
    await world.call('station.name', { name: 'Ops desk' });
    await both.received();
    await expect
      .poll(async () => (await collector.collector.db.all<{ value: string }>('SELECT value FROM disclosure')).map(({ value }) => value))
      .toContain('INC-77');
    const words = await collector.collector.db.all<{ value: string }>('SELECT value FROM disclosure');
    expect(words.map(({ value }) => value)).not.toContain('Ops desk');
  });

  it('makes no round of its own receipts', async () => {
    await both.enrol();
    await both.received();
    const { connections } = both.proxy;
    const before = both.world.view().log?.entries;
    await both.world.call('collector.tryNow', {});
    expect(both.as('active').sending).toBe(false);
    both.world.pass(60_000);
    expect(both.as('active').sending).toBe(false);
    expect(both.proxy.connections).toBe(connections);
    expect(both.world.view().log?.entries).toBe(before);
  });
});
