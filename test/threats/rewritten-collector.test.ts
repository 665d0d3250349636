/** T17: whoever administers the collector's database edits or deletes what a station sent. One receipt, and the collector's own log, say so. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leavesFrom } from '../../collector/store/bundles.ts';
import { ownHead } from '../../collector/store/own-log.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import { parseHeadsEntry } from '../../shared/log/exchange/heads-entry.ts';
import { openCheckpoint } from '../../shared/log/note/checkpoint.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { rootOf } from '../../shared/log/tree/proof.ts';
import { parseTlogPolicy } from '../../shared/log/verify/tlog-policy.ts';
import { verifyLog } from '../../shared/log/verify/verify-log.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { quietDrafts } from '../harness/log/quiet-log.ts';
import { NODE_CRYPTO, sampleLog, signedLog, VKEY } from '../harness/log/sample-log.ts';

const SENT = sampleLog(quietDrafts(300));

describe('T17: a collector whose database was rewritten', () => {
  let running: RunningCollector;
  /** What the station, or anybody, kept. */
  let receipt: string;
  let ownNote: string;
  beforeEach(async () => {
    running = await RunningCollector.start();
    await running.enrol(signedLog(SENT.leaves.slice(0, 1)));
    receipt = await sendRound(running.client(), await headToSend(SENT), running.keys, new UploadState());
    ownNote = (await ownHead(running.collector.db)) ?? '';
  });
  afterEach(() => running.end());

  /** As an administrator does it: with the database alone, while the collector is down. */
  async function rewrite(work: (db: Sqlite.Database) => void): Promise<void> {
    await running.stop();
    const db = new Sqlite(join(running.folder, 'collector.sqlite'));
    work(db);
    db.close();
    await running.open();
  }

  async function leavesThere(): Promise<Uint8Array[]> {
    const leaves: Uint8Array[] = [];
    for (
      let more = await leavesFrom(running.collector.db, 1, 0);
      more.length > 0;
      more = await leavesFrom(running.collector.db, 1, leaves.length)
    )
      leaves.push(...more);
    return leaves;
  }

  /** What the collector gives out, held against the one receipt. */
  async function judged() {
    const policy = parseTlogPolicy(utf8(`witness ours ${vkeyText(running.collector.keys.receipts.key)}\nquorum ours\n`), sha256);
    const row = await running.collector.db.one<{ note: string }>('SELECT note FROM log WHERE n = 1');
    const evidence = { leaves: await leavesThere(), checkpoint: row?.note ?? '', vkey: VKEY };
    return verifyLog({ ...evidence, policy, receipts: [{ size: SENT.leaves.length, note: receipt }] }, NODE_CRYPTO);
  }

  /** The heads that the own log says were accepted, and whether it is the one that was signed. */
  async function ownWord() {
    const rows = await running.collector.db.all<{ leaf: Uint8Array }>('SELECT leaf FROM own_entry ORDER BY seq');
    const head = openCheckpoint(ownNote, running.collector.keys.heads.key, verifyEd25519);
    const hashes = rows.slice(0, head.size).map(({ leaf }) => nodeTreeHasher.leaf(leaf));
    const whole = hashes.length === head.size && rootOf(hashes, nodeTreeHasher) === head.root;
    const accepted = rows.map(({ leaf }) => parseHeadsEntry(leaf)).filter(({ act }) => act === 'head.accept');
    return { whole, newest: accepted.at(-1)?.d };
  }

  it('is proven while nobody touched it', async () => {
    expect(await judged()).toMatchObject({ verdict: 'proven', received: { size: 301 } });
    expect(await ownWord()).toMatchObject({ whole: true, newest: { size: 301, root: rootOf(SENT.leafHashes, nodeTreeHasher) } });
  });

  it('is caught when an entry was edited', async () => {
    await rewrite((db) => {
      const { data } = db.prepare('SELECT data FROM bundle WHERE log = 1 AND start = 0').get() as { data: Buffer };
      const at = data.indexOf('"n":77');
      data.write('8', at + 5);
      db.prepare('UPDATE bundle SET data = ? WHERE log = 1 AND start = 0').run(data);
    });
    expect(await judged()).toMatchObject({ verdict: 'tampered', integrity: 'broken' });
  });

  it.each([
    ['its end was deleted', 'DELETE FROM bundle WHERE start >= 256'],
    ['all of it was deleted', 'DELETE FROM bundle'],
  ])('is caught when %s', async (_, sql) => {
    await rewrite((db) => db.exec(sql));
    expect(await judged()).toMatchObject({ verdict: 'tampered', firstBad: { code: 'log.entry_missing' } });
  });

  it('is caught when the log was put back to an older head, with the station’s own signature on it', async () => {
    const older = signedLog(SENT.leaves.slice(0, 200));
    await rewrite((db) => {
      db.prepare('UPDATE bundle SET count = 200, hashes = substr(hashes, 1, 6400) WHERE start = 0').run();
      db.exec('DELETE FROM bundle WHERE start > 0; DELETE FROM receipt; DELETE FROM event WHERE seq >= 200');
      db.prepare('UPDATE log SET size = 200, next = 200, root = ?, note = ?').run(
        rootOf(older.leafHashes, nodeTreeHasher),
        older.checkpoint,
      );
    });
    const report = await judged();
    expect(report.verdict).not.toBe('proven');
    expect((await ownWord()).newest).toMatchObject({ size: 301 });
  });

  it.each([
    ['an entry of the own log was deleted', 'DELETE FROM own_entry WHERE seq = (SELECT MAX(seq) FROM own_entry)'],
    [
      'an entry of the own log was edited',
      "UPDATE own_entry SET leaf = replace(leaf, '301', '300') WHERE seq = (SELECT MAX(seq) FROM own_entry)",
    ],
    ['the own log was emptied', 'DELETE FROM own_entry; DELETE FROM own_head'],
  ])('is caught by anybody who kept one of its own heads when %s', async (_, sql) => {
    await rewrite((db) => db.exec(sql.replace('replace(leaf,', 'CAST(replace(CAST(leaf AS TEXT),').replace("'300')", "'300') AS BLOB)")));
    expect((await ownWord()).whole).toBe(false);
  });

  it('gives no receipt over what it no longer has', async () => {
    await rewrite((db) => {
      db.exec(
        "UPDATE log SET frontier = '' || frontier, root = substr(root, 1, 63) || CASE WHEN substr(root, 64) = '0' THEN '1' ELSE '0' END",
      );
    });
    await expect(sendRound(running.client(), await headToSend(SENT), running.keys, new UploadState())).rejects.toMatchObject({
      code: expect.stringMatching(/^(collector\.forked|log\.)/),
    });
  });
});
