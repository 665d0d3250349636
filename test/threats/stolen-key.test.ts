/** T13: somebody has the key of a station's log. What they can forge, where it is caught, and how it is ended. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeLog } from '../../collector/console/freeze.ts';
import { MOST_LATE_HEADS } from '../../collector/ingest/late-head.ts';
import { alertsAfter } from '../../collector/store/alerts.ts';
import { hashesOf } from '../../collector/store/bundles.ts';
import { logKey } from '../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256 } from '../../core/hash/node-hash.ts';
import { upload } from '../../core/sync/upload.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import { openForkEvidence, parseForkEvidence } from '../../shared/log/exchange/fork-evidence.ts';
import { openLateHead, parseLateHead } from '../../shared/log/exchange/late-head.ts';
import { signCheckpoint } from '../../shared/log/note/checkpoint.ts';
import { noteKey } from '../../shared/log/note/vkey.ts';
import { rootOf } from '../../shared/log/tree/proof.ts';
import { verifyLog } from '../../shared/log/verify/verify-log.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { CRYPTO, RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { quietDrafts } from '../harness/log/quiet-log.ts';
import { NODE_CRYPTO, type SampleLog, STATION, sampleLog, signedLog } from '../harness/log/sample-log.ts';
import { code, KEY, logOptions, newVault, reopen, setting } from '../harness/log/test-vault.ts';

const TRUE = sampleLog(quietDrafts(400));
/** The thief's history: the same beginning, then what never happened. */
const FORGED = sampleLog([...quietDrafts(400).slice(0, 199), { act: 'vault.seal', out: 'ok' }, ...quietDrafts(400).slice(200)]);
const cut = (log: SampleLog, size: number): SampleLog => signedLog(log.leaves.slice(0, size));

describe('T13: a stolen key', () => {
  let running: RunningCollector;
  beforeEach(async () => {
    running = await RunningCollector.start();
    await running.enrol(cut(TRUE, 1));
    await send(cut(TRUE, 300));
  });
  afterEach(() => running.end());

  const send = async (log: SampleLog) => upload(running.client(), await headToSend(log), running.keys, new UploadState());
  const held = () => hashesOf(running.collector.db, 1, 0, 300);

  it('rewrites nothing that the collector has: the forgery freezes the log, and is kept with its proof', async () => {
    await expect(send(cut(FORGED, 300))).rejects.toThrow(code('collector.forked'));
    const evidence = await running.collector.db.all<{ data: Uint8Array }>('SELECT data FROM evidence');
    expect(evidence).toHaveLength(1);
    const [{ data } = { data: new Uint8Array() }] = evidence;
    expect(openForkEvidence(parseForkEvidence(data), CRYPTO)).toMatchObject({ differsAt: 300 });
    expect((await alertsAfter(running.collector.db, 0, 100)).at(-1)).toMatchObject({ kind: 'fork', severity: 'critical' });
    expect(await held()).toEqual(TRUE.leafHashes.slice(0, 300));
  });

  it('writes nothing more once an administrator froze the log at the last size that is trusted', async () => {
    await freezeLog(running.collector, { n: 1, origin: STATION.log }, { reason: 'stolen', atSize: 300, by: 'ada' });
    for (const log of [TRUE, FORGED]) {
      const head = await headToSend(log);
      await expect(upload(running.client(), head, running.keys, new UploadState())).rejects.toThrow(code('collector.frozen'));
    }
    expect(await running.post('/w/add-entries', new Uint8Array())).toMatchObject({ status: 400 });
    expect(await held()).toEqual(TRUE.leafHashes.slice(0, 300));
    expect(await running.collector.db.one('SELECT size, next FROM log')).toEqual({ size: 300, next: 300 });
    await expect(send(cut(TRUE, 300))).rejects.toThrow(code('collector.frozen'));
    const kept = await running.collector.db.all<{ kind: string; data: Uint8Array }>('SELECT kind, data FROM evidence ORDER BY n');
    expect(kept.map(({ kind }) => kind)).toEqual(['after-freeze', 'after-freeze']);
    expect(kept.map(({ data }) => openLateHead(parseLateHead(data), CRYPTO).other.root)).toEqual([
      rootOf(TRUE.leafHashes, nodeTreeHasher),
      rootOf(FORGED.leafHashes, nodeTreeHasher),
    ]);
    const alerts = await alertsAfter(running.collector.db, 0, 100);
    expect(alerts.filter(({ kind }) => kind === 'late_head')).toMatchObject([{ severity: 'high', log: 1 }]);
  });

  it('fills nothing with what it signs after the freeze, and strangers leave nothing', async () => {
    await freezeLog(running.collector, { n: 1, origin: STATION.log }, { reason: 'stolen', atSize: 300, by: 'ada' });
    const offered = async (checkpoint: string) => {
      const said = await running.post('/w/add-checkpoint', utf8(`old 300\n\n${checkpoint}`));
      expect(said).toMatchObject({ status: 403, code: 'collector.frozen' });
      return (await running.collector.db.all('SELECT n FROM evidence')).length;
    };
    expect(await offered(cut(FORGED, 301).checkpoint.replace('\n301\n', '\n302\n'))).toBe(0);
    expect(await offered(cut(FORGED, 301).checkpoint)).toBe(1);
    expect(await offered(cut(FORGED, 301).checkpoint)).toBe(1);
    let kept = 1;
    for (let size = 302; size < 315; size++) kept = await offered(cut(FORGED, size).checkpoint);
    expect(kept).toBe(MOST_LATE_HEADS);
  });

  it('does not go on with the log after the station has another key: the next epoch is by the new one alone', async () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions()).commit({ entries: [setting(1)] });
    file.close();
    const fresh = logKey(new Uint8Array(32).fill(9));
    const again = reopen(file.path);
    const log = again.openLog(logOptions({ key: fresh, onMismatch: 'begin-anew' }));
    const origin = log.origin;
    expect(origin).toMatch(/\/2$/);
    const { leaves, ...evidence } = again.entries.evidence(origin);
    const kept = [...leaves];
    // The thief signs what is in the new log with the old key, under the new name.
    const thief = { key: noteKey(origin, KEY.publicKey, sha256), sign: KEY.sign };
    const root = nodeTreeHasher.leaf(kept[0] ?? new Uint8Array());
    const checkpoint = signCheckpoint({ origin, size: 1, root }, thief);
    expect(verifyLog({ ...evidence, leaves: kept, checkpoint }, NODE_CRYPTO)).toMatchObject({
      verdict: 'tampered',
      authenticity: 'broken',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'log.bad_checkpoint' })]),
    });
    again.close();
    // Nor does the file of the station go on under the stolen key.
    const stolen = reopen(file.path);
    expect(() => stolen.openLog(logOptions())).toThrow(code('log.tampered'));
    stolen.close();
  });

  it('enrols nothing under another name: the beginning of a log says whose key it is', async () => {
    const other = sampleLog([], { ...STATION, log: STATION.log.replace('/1', '/2') });
    expect(other.leaves).toHaveLength(1);
    await expect(running.ask(signedLog(other.leaves))).rejects.toThrow(code('log.bad_enrolment'));
  });
});
