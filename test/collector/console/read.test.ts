/** What is read at the collector's page: pages of entries, tiles, receipts, evidence, exports; and that each reading is written down. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyTarget } from '../../../cli/verify.ts';
import type { AlertAnswer, EventLine, Incident, StationAnswer } from '../../../collector/console/answers.ts';
import { parseTilePath, tileNumber } from '../../../collector/console/tiles.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { fromUtf8, toHex } from '../../../shared/base/bytes.ts';
import { openForkEvidence, parseForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { tarHeader } from '../../../shared/log/exchange/tar.ts';
import { openExportEnrolment } from '../../../shared/log/export/export-enrolment.ts';
import { openCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { openReceipts } from '../../../shared/log/note/receipt.ts';
import { parseVkey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { rootOf } from '../../../shared/log/tree/proof.ts';
import { leaveOutWithout } from '../../harness/base/peers.ts';
import { ConsoleSite, VERIFIER_PAGE, type Visitor } from '../../harness/collector/console-site.ts';
import { KINDS, type Kind } from '../../harness/collector/databases.ts';
import { freshFolder, RunningCollector } from '../../harness/collector/running-collector.ts';
import { missingForPostgres, RunningPostgres } from '../../harness/collector/running-postgres.ts';
import { bundleOf } from '../../harness/collector/sample-bundle.ts';
import { incident, TestStation } from '../../harness/collector/test-station.ts';
import { NODE_CRYPTO, STATION, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const HOUR = 3_600_000;

const missing = missingForPostgres();

/** The database of this kind in a server of its own, where it needs one. */
async function started(kind: Kind): Promise<{ readonly running: RunningCollector; readonly end: () => Promise<void> }> {
  if (kind === 'sqlite') {
    const running = await RunningCollector.start();
    return { running, end: () => running.end() };
  }
  const server = await RunningPostgres.start();
  const running = await RunningCollector.start(freshFolder(), server.address(await server.database()));
  return { running, end: () => running.end().finally(() => server.end()) };
}

describe.each(KINDS.map((kind) => ({ kind, without: kind === 'postgres' ? missing : [] })))(
  'reading at a collector on $kind',
  ({ kind, without }) => {
    let end: () => Promise<void>;
    let running: RunningCollector;
    let site: ConsoleSite;
    let mara: Visitor;
    const north = new TestStation({ seed: 41, name: 'Ops room A' });
    const south = new TestStation({ seed: 42, name: 'Site Göteborg' });

    beforeAll(async () => {
      if (without.length > 0) return;
      ({ running, end } = await started(kind));
      site = await ConsoleSite.start(running);
      mara = await site.administrator();
      for (const station of [north, south]) await station.enrol(running);
      incident(north, { cer: 'r_1', inc: 'INC-4471', at: Date.now() - HOUR, until: 'open' });
      for (let n = 0; n < 700; n++) north.add({ act: 'config.change', out: 'ok', d: { n } });
      await north.send(running);
      incident(south, { cer: 'r_2', inc: 'DRILL-11', drill: true, at: Date.now() - HOUR, until: 'closed' });
      await south.send(running);
    });
    beforeEach((context) => leaveOutWithout(without, context));
    afterAll(async () => {
      if (without.length > 0) return;
      expect(site.problems).toEqual([]);
      await site.stop();
      await end();
    });

    const ownEntries = async () => {
      const rows = await running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry ORDER BY seq');
      return rows.map(({ leaf }) => parseHeadsEntry(leaf));
    };

    /** Every row, page after page, as the answers say where to go on. */
    async function all<Row>(path: string, cursor: 'after' | 'before'): Promise<Row[]> {
      const rows: Row[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const answer = await mara.get(`${path}${next === '' ? '' : `&${cursor}=${next}`}`);
        expect(answer.status).toBe(200);
        rows.push(
          ...answer.text
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as Row),
        );
        next = (answer.headers['halligan-next'] as string | undefined) ?? null;
      }
      return rows;
    }

    describe('entries', () => {
      it('come page by page in the order of their arrival, each once, byte for byte', async () => {
        const rows = await all<EventLine>('/v1/events?limit=97', 'after');
        expect(rows.map(({ log, seq }) => `${log}/${seq}`)).toEqual([
          ...north.leaves.map((_, seq) => `${north.oh}/${seq}`),
          ...south.leaves.map((_, seq) => `${south.oh}/${seq}`),
        ]);
        expect(rows.map(({ leaf }) => leaf)).toEqual([...north.leaves, ...south.leaves].map((leaf) => fromUtf8(leaf)));
        expect(rows.map(({ hash }) => hash)).toEqual([...north.hashes, ...south.hashes]);
      });

      it('come of one log, newest first', async () => {
        const rows = await all<EventLine>(`/v1/events?log=${north.oh}&limit=200`, 'before');
        expect(rows.map(({ seq }) => seq)).toEqual(north.leaves.map((_, seq) => north.leaves.length - 1 - seq));
      });

      it('are found by act, ceremony, reference, drill, and by what they are called by', async () => {
        const count = async (query: string) => (await all<EventLine>(`/v1/events?${query}`, 'after')).length;
        const drills = south.leaves.length - 1;
        expect(await count('act=config.change')).toBe(700);
        expect(await count('cer=r_2')).toBe(drills);
        expect(await count('inc=DRILL-11')).toBe(drills);
        expect(await count('drills=only')).toBe(drills);
        expect(await count('drills=without')).toBe(north.leaves.length + 1);
        expect(await count('search=M_KENJI')).toBe(2);
        expect(await count(`search=${encodeURIComponent('%')}`)).toBe(0);
        expect(await count(`search=${encodeURIComponent("' OR 1=1 --")}`)).toBe(0);
        expect((await all<EventLine>(`/v1/events?log=${south.oh}&search=drill.`, 'before')).map(({ seq }) => seq)).toEqual([drills]);
      });

      it('carry the words that were uploaded, and only those', async () => {
        const [declared] = await mara.rows<EventLine>('/v1/events?act=request.declare');
        expect(declared?.said).toEqual({ reason: 'Core routers are down', compartments: 'Network' });
      });

      it.each(['limit=-1', 'after=x', 'after=99999999999999999', 'drills=maybe', `search=${'x'.repeat(101)}`])(
        'are refused for %s',
        async (query) => {
          expect((await mara.get(`/v1/events?${query}`)).code).toBe('collector.wrong_request');
        },
      );

      it('of an unknown log are none', async () => {
        expect((await mara.get(`/v1/events?log=${'a'.repeat(64)}`)).code).toBe('collector.unknown_log');
      });
    });

    it('an incident has its declaration, and how far it is', async () => {
      const rows = await mara.rows<Incident>('/v1/incidents');
      expect(rows.map(({ cer, station }) => [cer, station])).toEqual([
        ['r_2', 'Site Göteborg'],
        ['r_1', 'Ops room A'],
      ]);
      expect(rows[0]?.steps.map(({ leaf }) => (JSON.parse(leaf) as { act: string }).act)).toEqual([
        'ceremony.approve',
        'ceremony.approve',
        'ceremony.approve',
        'vault.unseal',
        'vault.unseal',
        'vault.seal',
        'drill.result',
      ]);
      const [one] = await mara.rows<Incident>('/v1/incidents?limit=1');
      expect((await mara.rows<Incident>(`/v1/incidents?limit=1&before=${one?.pos}`))[0]?.cer).toBe('r_1');
    });

    describe('tiles', () => {
      it('give the tree that the station signed, without the collector’s word', async () => {
        const answer = await mara.get(`/m/${north.oh}/checkpoint`);
        const head = openCheckpoint(answer.text, parseVkey(north.vkey, NODE_CRYPTO.sha256), verifyEd25519);
        const leaves: Uint8Array[] = [];
        for (let index = 0; index * 256 < head.size; index++) {
          const width = Math.min(256, head.size - index * 256);
          const { body, headers } = await mara.get(`/m/${north.oh}/tile/entries/${tileNumber(index)}${width === 256 ? '' : `.p/${width}`}`);
          expect(headers['cache-control']).toBe(width === 256 ? 'private, max-age=31536000, immutable' : 'no-store');
          for (let at = 0; at < body.length; at += 2 + body.readUInt16BE(at))
            leaves.push(new Uint8Array(body.subarray(at + 2, at + 2 + body.readUInt16BE(at))));
        }
        const hashes = leaves.map((leaf) => nodeTreeHasher.leaf(leaf));
        expect(rootOf(hashes, nodeTreeHasher)).toBe(head.root);
        const tile = async (path: string) => toHex((await mara.get(`/m/${north.oh}/tile/${path}`)).body).match(/.{64}/g);
        expect(await tile('0/000')).toEqual(hashes.slice(0, 256));
        expect(await tile('0/002.p/100')).toEqual(hashes.slice(512, 612));
        const chunk = (index: number) => rootOf(hashes.slice(index * 256, index * 256 + 256), nodeTreeHasher);
        expect(await tile('1/000.p/2')).toEqual([chunk(0), chunk(1)]);
      });

      it.each([
        ['0/000.p/256', 'collector.not_found'],
        ['0/000.p/0', 'collector.not_found'],
        ['0/003', 'collector.not_found'],
        ['0/002.p/255', 'collector.not_found'],
        ['1/000', 'collector.not_found'],
        ['1/000.p/3', 'collector.not_found'],
        ['9/000.p/1', 'collector.not_found'],
        ['entries/003', 'collector.not_found'],
        ['0/0', 'collector.not_found'],
        ['0/x000/001', 'collector.not_found'],
        ['0/..%2f..', 'collector.not_found'],
      ])('there is no %s', async (path, code) => {
        expect((await mara.get(`/m/${north.oh}/tile/${path}`)).code).toBe(code);
      });

      it('are numbered as C2SP numbers them', () => {
        for (const [index, text] of [
          [0, '000'],
          [999, '999'],
          [1_000, 'x001/000'],
          [1_234_067, 'x001/x234/067'],
        ] as const) {
          expect(tileNumber(index)).toBe(text);
          expect(parseTilePath(`tile/0/${text}`)).toEqual({ level: 0, index, width: 256 });
        }
      });
    });

    it('an export verifies by itself: with its policy, and by the script in it; and not once a byte was changed', async () => {
      const answer = await mara.get(`/v1/export/${north.oh}`);
      expect(answer.headers['content-disposition']).toContain('.haudit"');
      const folder = mkdtempSync(join(tmpdir(), 'haudit-'));
      const whole = join(folder, 'log.haudit');
      writeFileSync(whole, answer.body);
      expect((await verifyTarget({ target: whole, anchors: [], vkey: north.vkey })).exit).toBe(0);
      const cuts = [answer.body.subarray(0, -9), answer.body.subarray(0, 400), gzipSync(gunzipSync(answer.body).subarray(0, -1_024))];
      const elsewhere = Buffer.concat([tarHeader('../halligan-elsewhere', 0), gunzipSync(answer.body)]);
      const odd = gzipSync(elsewhere);
      for (const bad of [...cuts, odd]) {
        writeFileSync(whole, bad);
        expect(await verifyTarget({ target: whole, anchors: [], vkey: null })).toMatchObject({
          exit: 3,
          json: { code: 'log.export_unreadable' },
        });
      }
      rmSync(whole);
      execFileSync('tar', ['xzf', '-', '-C', folder], { input: answer.body });
      const { lines, exit } = await verifyTarget({ target: folder, anchors: [], vkey: north.vkey, policy: join(folder, 'policy') });
      expect(lines[0]).toBe(`PROVEN: all ${north.leaves.length} entries are exactly those that the station signed, in their order.`);
      expect(exit).toBe(0);
      expect(execFileSync('python3', [join(folder, 'verify.py'), '--policy', join(folder, 'policy')], { encoding: 'utf8' })).toContain(
        'PROVEN',
      );
      // What lies beside the evidence counts for nothing, until a person names it.
      writeFileSync(join(folder, 'policy'), 'quorum\n');
      expect(await verifyTarget({ target: folder, anchors: [], vkey: null })).toMatchObject({
        exit: 0,
        json: { logs: [{ policy: false }] },
      });
      expect((await verifyTarget({ target: folder, anchors: [], vkey: null, policy: join(folder, 'policy') })).exit).toBe(3);
      const { keys, policy, spki } = site.running.collector;
      expect(openExportEnrolment(readFileSync(join(folder, 'enrollment.json')), north.vkey, sha256)).toMatchObject({
        by: 'collector',
        state: 'active',
        compared: true,
        collector: { receipts: vkeyText(keys.receipts.key), heads: vkeyText(keys.heads.key) },
        spki,
        policy,
      });
      expect(readFileSync(join(folder, 'verifier.html'), 'utf8')).toBe(VERIFIER_PAGE);
      const readme = readFileSync(join(folder, 'README.txt'), 'utf8');
      for (const name of readdirSync(folder)) expect(readme).toMatch(new RegExp(`^${name.replace('.', '\\.')} +\\S`, 'm'));
      writeFileSync(join(folder, 'events.jsonl'), north.leaves.map((leaf) => `${fromUtf8(leaf).replace('m_mara', 'm_evil')}\n`).join(''));
      expect((await verifyTarget({ target: folder, anchors: [], vkey: null })).exit).toBe(1);
      rmSync(folder, { recursive: true });
      expect((await ownEntries()).filter(({ act }) => act === 'read.export')).toMatchObject([
        { who: (await mara.get('/v1/me')).json['account'], of: north.origin, d: { filter: `size=${north.leaves.length}` } },
      ]);
    });

    it('what is read is written down before it is shown, once a minute for each person, kind, log and filter', async () => {
      const ines = await site.person(mara, 'auditor', 'Inês');
      const { account } = (await ines.get('/v1/me')).json;
      const own = async () => (await ownEntries()).filter(({ who, act }) => who === account && act.startsWith('read.'));
      for (let page = 0; page < 5; page++) await ines.get(`/v1/events?log=${north.oh}&before=${500 - 50 * page}`);
      expect((await own()).map(({ act, of, d }) => [act, of, d])).toEqual([['read.events', north.origin, {}]]);
      await ines.get(`/v1/events?log=${north.oh}&act=request.declare`);
      await ines.get(`/v1/events?log=${south.oh}&before=1`);
      expect((await own()).slice(1).map(({ act, of, d }) => [act, of, d])).toEqual([
        ['read.events', north.origin, { filter: 'act=request.declare' }],
        ['read.disclosures', north.origin, { filter: 'act=request.declare' }],
        ['read.events', south.origin, {}],
      ]);
      const before = (await own()).length;
      running.later = 60_001;
      await ines.get(`/v1/events?log=${south.oh}&before=1`);
      running.later = 0;
      expect(await own()).toHaveLength(before + 1);
      for (const path of [
        '/v1/alerts',
        `/v1/logs/${north.oh}/receipts`,
        `/m/${north.oh}/checkpoint`,
        '/v1/ceremonies/r_1',
        '/v1/incidents',
      ])
        await ines.get(path);
      expect(new Set((await own()).map(({ act }) => act))).toEqual(
        new Set(['read.events', 'read.disclosures', 'read.alerts', 'read.receipts', 'read.tiles']),
      );
    });

    it('alerts are open until somebody takes note; an escalation is told to every feed', async () => {
      const open = await mara.rows<AlertAnswer>('/v1/alerts');
      expect(open.map(({ act, drill }) => [act, drill])).toEqual([
        ['item.reveal', 0],
        ['vault.unseal', 0],
        ['request.declare', 0],
      ]);
      const [reveal, unseal] = open;
      const pos = (await running.collector.db.one<{ pos: number }>('SELECT MAX(pos) AS pos FROM alert'))?.pos ?? 0;
      expect((await mara.post(`/v1/alerts/${reveal?.id}/acknowledge`, {})).status).toBe(200);
      expect((await mara.post(`/v1/alerts/${reveal?.id}/acknowledge`, {})).code).toBe('collector.not_found');
      expect((await mara.post(`/v1/alerts/${unseal?.id}/escalate`, {})).status).toBe(200);
      expect((await mara.post(`/v1/alerts/${unseal?.id}/escalate`, {})).code).toBe('collector.not_found');
      const told = await running.collector.db.all<AlertAnswer>('SELECT kind, severity, act, seq FROM alert WHERE pos > ?', pos);
      expect(told).toEqual([{ kind: 'escalated', severity: 'critical', act: 'vault.unseal', seq: unseal?.seq }]);
      expect((await mara.rows<AlertAnswer>('/v1/alerts')).map(({ act }) => act)).toEqual(['request.declare']);
      expect(
        (await mara.rows<AlertAnswer>('/v1/alerts?which=drills')).every(({ drill, severity }) => drill === 1 && severity === 'info'),
      ).toBe(true);
      expect((await mara.rows<AlertAnswer>('/v1/alerts?which=all')).map(({ state }) => state).sort()).toEqual(
        expect.arrayContaining(['acknowledged', 'escalated', 'open']),
      );
      expect((await mara.get('/v1/summary')).json).toMatchObject({
        alerts: 1,
        stations: 2,
        entries: north.leaves.length + south.leaves.length,
      });
    });

    it('a station is let in by its own six words alone', async () => {
      const third = new TestStation({ seed: 43, name: 'Datacentre North' });
      const id = await third.ask(running);
      const stations = await mara.rows<StationAnswer>('/v1/logs');
      const words = stations.find(({ name }) => name === 'Datacentre North')?.words ?? [];
      const others = stations.find(({ name }) => name === 'Ops room A')?.words ?? [];
      expect((await mara.post(`/v1/enrolments/${id}/approve`, { words: others })).code).toBe('collector.words_differ');
      expect((await mara.post(`/v1/enrolments/${id}/approve`, { words })).status).toBe(200);
      expect((await ownEntries()).at(-1)).toMatchObject({ act: 'station.active', of: third.origin, who: expect.stringMatching(/^u_/) });
      await third.send(running);
    });

    it('two histories are kept as evidence that anybody can check', async () => {
      await south.fork(running);
      const [station] = (await mara.rows<StationAnswer>('/v1/logs')).filter(({ name }) => name === 'Site Göteborg');
      expect(station).toMatchObject({ state: 'frozen', frozen_why: 'fork' });
      const { body } = await mara.get(`/v1/evidence/${station?.evidence[0]?.hash}`);
      expect(openForkEvidence(parseForkEvidence(body), NODE_CRYPTO)).toMatchObject({ differsAt: south.leaves.length });
      expect((await mara.get(`/v1/evidence/${'a'.repeat(64)}`)).code).toBe('collector.not_found');
    });

    it('a frozen log takes nothing more, and is read as before', async () => {
      const path = `/v1/logs/${north.oh}/freeze`;
      expect((await mara.post(path, { reason: 'stolen', at_size: 10_000 })).code).toBe('collector.wrong_request');
      expect((await mara.post(path, { reason: 'The station was stolen', at_size: 700 })).status).toBe(200);
      expect((await mara.post(path, { reason: 'again', at_size: 700 })).code).toBe('collector.not_active');
      expect((await ownEntries()).at(-1)).toMatchObject({
        act: 'log.freeze',
        of: north.origin,
        d: { why: 'person', reason: 'The station was stolen', size: 700 },
      });
      north.add({ act: 'app.stop', out: 'ok' });
      await expect(north.send(running)).rejects.toThrow('collector.frozen');
      expect((await mara.get(`/v1/export/${north.oh}`)).status).toBe(200);
    });

    it('a bundle that was carried here is taken from an administrator alone, and its receipt given back', async () => {
      const log = sampleLog();
      await running.enrol(signedLog(log.leaves.slice(0, 1)));
      const bundle = await bundleOf(log, { collector: running.collector.keys.heads.key });
      const kenji = await site.person(mara, 'analyst', 'Kenji');
      expect((await kenji.hand('/v1/import', bundle)).code).toBe('collector.role_missing');
      expect((await mara.hand('/v1/import', bundle.slice(0, -20))).code).toBe('log.bad_bundle');
      const { json } = await mara.hand('/v1/import', bundle);
      expect(json).toMatchObject({ origin: STATION.log, size: log.leaves.length, name: expect.stringMatching(/\.hreceipt$/) });
      expect(openReceipts(String(json['receipt']), running.keys, verifyEd25519)).toMatchObject({ head: { size: log.leaves.length } });
      expect((await ownEntries()).at(-1)).toMatchObject({ act: 'import.bundle', of: STATION.log, who: expect.stringMatching(/^u_/) });
    });

    it('a silent station is named, by the policy', async () => {
      running.later = 27 * HOUR;
      await mara.signIn();
      const active = (await mara.rows<StationAnswer>('/v1/logs')).filter(({ state }) => state === 'active');
      expect(active.map(({ name, silent_since }) => [name, silent_since !== null])).toEqual([
        ['Datacentre North', true],
        ['Ops desk', true],
      ]);
      running.later = 0;
    });
  },
);
