/** T7: the disk of a station is copied, and both copies run: two stores, one key, a collector in a process of its own. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../collector/store/sqlite-database.ts';
import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { openForkEvidence, parseForkEvidence } from '../../shared/log/exchange/fork-evidence.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { openReceipts } from '../../shared/log/note/receipt.ts';
import { storedLog } from '../fault/stored-log.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { type CollectorChild, enrolledAt, type Known, spawnCollector } from '../harness/collector/collector-child.ts';
import { clientOf } from '../harness/collector/collector-client.ts';
import { CRYPTO } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { STATION, VKEY } from '../harness/log/sample-log.ts';
import { code, logOptions, newVault, reopen, setting } from '../harness/log/test-vault.ts';

/** Appends to the store in this folder and sends it all, as a station of its own that was just started. */
async function run(folder: string, { port }: CollectorChild, known: Known, drafts: readonly EntryDraft[]): Promise<string> {
  const file = reopen(join(folder, 'test.halligan'));
  const log = file.openLog(logOptions());
  for (const draft of drafts) log.commit({ entries: [draft] });
  const head = await headToSend(storedLog(file, STATION.log));
  file.close();
  return sendRound(clientOf(port, known), head, known.keys, new UploadState());
}

it.each([
  ['as far as', 5, 5],
  ['not as far as', 5, 3],
  ['farther than', 5, 9],
])('T7: a clone that is %s the station is refused, with evidence that holds without the collector', async (_, mine, theirs) => {
  using folder = tempFolder();
  const [station, clone, place] = ['station', 'clone', 'collector'].map((name) => join(folder.path, name));
  if (station === undefined || clone === undefined || place === undefined) throw new Error('three folders');
  for (const path of [station, place]) mkdirSync(path);
  const file = newVault(station);
  file.openLog(logOptions()).commit({ entries: [setting(1)] });
  const first = storedLog(file, STATION.log);
  file.close();
  const known = await enrolledAt(place, first);
  cpSync(station, clone, { recursive: true });

  const collector = await spawnCollector(place);
  const note = await run(
    station,
    collector,
    known,
    Array.from({ length: mine }, (_, n) => setting(n)),
  );
  const size = openReceipts(note, known.keys, verifyEd25519).head.size;
  expect(size).toBe(2 + mine);
  // Farther on, no proof can be wrong by itself: what is told at once shows an entry at a place where the collector has another.
  const alarming: EntryDraft = { act: 'request.declare', out: 'ok', cer: 'r_clone' };
  const drafts = Array.from({ length: theirs }, (_, n) => (n === 2 && theirs > mine ? alarming : setting(100 + n)));
  await expect(run(clone, collector, known, drafts)).rejects.toThrow(code('collector.forked'));
  await expect(run(station, collector, known, [setting(50)])).rejects.toThrow(code('collector.frozen'));
  collector.child.kill('SIGKILL');
  await collector.ended;

  const db = openSqlite(join(place, 'collector.sqlite'));
  const evidence = await db.all<{ data: Uint8Array }>("SELECT data FROM evidence WHERE kind <> 'after-freeze'");
  const row = await db.one<{ size: number; next: number; state: string }>('SELECT size, next, state FROM log');
  await db.close();
  expect(row).toEqual({ size, next: size, state: 'frozen' });
  expect(evidence).toHaveLength(1);
  const proof = parseForkEvidence(evidence[0]?.data ?? new Uint8Array());
  expect(proof.vkey).toBe(VKEY);
  expect(openForkEvidence(proof, CRYPTO).differsAt).toBeGreaterThan(2);
});
