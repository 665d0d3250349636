/** T25: personal data is erased on demand. Every proof holds as before, and nothing of the words is left to be dug out. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eraseDisclosures } from '../../collector/ingest/erase-disclosures.ts';
import { ownHead } from '../../collector/store/own-log.ts';
import { sha256, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { setPragmas, takeExclusively } from '../../core/store/file/vault-pragmas.ts';
import { Sql } from '../../core/store/tables/sql.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { toBase64url } from '../../shared/base/bytes.ts';
import { commitment } from '../../shared/log/leaf/disclosure.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { jcs } from '../../shared/log/leaf/jcs.ts';
import { openCheckpoint } from '../../shared/log/note/checkpoint.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { STATION, sampleLog, signedLog } from '../harness/log/sample-log.ts';
import { logOptions, newLog, reopen, verifyFile } from '../harness/log/test-vault.ts';

/** Long enough to lie on several pages, and nowhere else. */
const NAME = `Mara Lindqvist ${'of the night shift '.repeat(20)}`;

/** The files of the folder in which the words are, in any part. */
function filesWith(folder: string, words: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(words));
}

describe('T25: words that were erased', () => {
  it('are nowhere at the station, whose log is proven as before', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    for (let n = 0; n < 20; n++) log.commit({ entries: [{ act: 'config.change', out: 'ok', d: { n }, say: { name: `${NAME}${n}` } }] });
    const before = log.head();
    file.close();
    expect(filesWith(folder.path, NAME)).toEqual(['test.halligan']);
    const sql = new Sql(file.path);
    takeExclusively(sql);
    setPragmas(sql);
    sql.transaction(() => sql.prepare('DELETE FROM disclosure').run());
    sql.close();
    expect(filesWith(folder.path, 'Mara Lindqvist')).toEqual([]);
    const again = reopen(file.path);
    const continued = again.openLog(logOptions({ seen: before }));
    expect(continued.head()).toEqual(before);
    expect(verifyFile(again, STATION.log)).toMatchObject({ verdict: 'proven', entries: 21 });
    again.close();
  });

  it('are nowhere at the collector, which writes down that they were erased', async () => {
    const running = await RunningCollector.start();
    const log = sampleLog(
      Array.from({ length: 20 }, (_, n) => ({ act: 'config.change', out: 'ok', d: { n }, say: { name: `${NAME}${n}` } })),
    );
    await running.enrol(signedLog(log.leaves.slice(0, 1)));
    await sendRound(running.client(), await headToSend(log), running.keys, new UploadState());
    const lines = log.disclosures.map(
      ({ seq, path, salt, value }) => `${jcs({ log: STATION.log, seq, path, salt: toBase64url(salt), value })}\n`,
    );
    expect((await running.post('/v1/disclosures', lines.join(''))).text).toBe('{"v":1,"stored":20,"known":0}');
    expect(filesWith(running.folder, NAME)).not.toEqual([]);
    expect(await eraseDisclosures(running.collector, STATION.log, { seq: 3, who: 'ada' })).toBe(1);
    expect(filesWith(running.folder, `${NAME}2`)).toEqual([]);
    expect(filesWith(running.folder, `${NAME}3`)).not.toEqual([]);
    expect(await eraseDisclosures(running.collector, STATION.log, { seq: null, who: 'ada' })).toBe(19);
    expect(filesWith(running.folder, 'Mara Lindqvist')).toEqual([]);
    const note = await sendRound(running.client(), await headToSend(log), running.keys, new UploadState());
    expect(note).toContain('collector.example/m1');
    const head = openCheckpoint((await ownHead(running.collector.db)) ?? '', running.collector.keys.heads.key, verifyEd25519);
    const [last] = await running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry WHERE seq = ?', head.size - 1);
    expect(Buffer.from(last?.leaf ?? []).toString()).toContain('"act":"disclosure.erase","at":');
    await expect(eraseDisclosures(running.collector, 'nobody', { seq: null, who: null })).rejects.toMatchObject({
      code: 'collector.unknown_log',
    });
    await running.end();
  });

  it('are not found by trying them all: without the salt the right word fits no better than another', () => {
    const [disclosure] = sampleLog().disclosures;
    if (disclosure === undefined) throw new Error('the sample has words');
    const entry = parseEntry(sampleLog().leaves[disclosure.seq] ?? new Uint8Array());
    const wanted = entry.sd[disclosure.path];
    expect(commitment(disclosure, sha256)).toBe(wanted);
    expect(disclosure.salt).toHaveLength(32);
    const random = pickFrom('guesses').bytes;
    for (let guess = 0; guess < 1_000; guess++) expect(commitment({ ...disclosure, salt: random(32) }, sha256)).not.toBe(wanted);
  });
});
