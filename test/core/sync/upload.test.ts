/** A log on its way to a collector, over real sockets: T6, T7, T14 and T15 from the station's side. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeTreeHasher, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { upload } from '../../../core/sync/upload.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { openReceipts, receiptLine } from '../../../shared/log/note/receipt.ts';
import { cosigner, refusal, SmallCollector } from '../../harness/collector/small-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { SIGNER, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const code = (name: string) => expect.objectContaining({ code: name });
const KEYS = { log: SIGNER.key, collectors: [cosigner(9).key] };
const drafts = Array.from({ length: 2_099 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const ALL = sampleLog(drafts).leaves;
const OTHER = sampleLog([{ act: 'app.start', out: 'ok' }, ...drafts]).leaves;

const cutTo = (size: number, of = ALL) => headToSend(signedLog(of.slice(0, size)));
const hashesTo = (size: number) => ALL.slice(0, size).map(nodeTreeHasher.leaf);

describe('an upload', () => {
  let collector: SmallCollector;
  beforeEach(async () => {
    collector = await SmallCollector.start();
  });
  afterEach(() => collector.stop());

  it('brings every entry once, in bodies that double, and comes back with a receipt', async () => {
    const log = await cutTo(2_100);
    const note = await upload(collector.client(), log, KEYS, new UploadState());
    expect(openReceipts(note, KEYS, verifyEd25519)).toMatchObject({ head: { size: 2_100 }, receipts: [{ name: 'collector.example/m1' }] });
    expect(collector.leaves.map(nodeTreeHasher.leaf)).toEqual(hashesTo(2_100));
    expect(collector.bodies).toEqual([1, 2, 4, 2]);
    expect(collector.again).toBe(0);
  });

  it('goes on from where it stood, and asks where that is when it forgot', async () => {
    const standing = new UploadState();
    for (const size of [1, 255, 256, 700]) await upload(collector.client(), await cutTo(size), KEYS, standing);
    expect(collector.again).toBe(0);
    await upload(collector.client(), await cutTo(1_000), KEYS, new UploadState());
    expect(collector.leaves.length).toBe(1_000);
    await upload(collector.client(), await cutTo(1_000), KEYS, standing);
    expect(collector.head?.size).toBe(1_000);
  });

  it('T14: ends at the same state however often it is cut', async () => {
    let turn = 0;
    collector.onReply = (_, reply) => (++turn % 3 === 0 ? 'cut' : reply);
    const standing = new UploadState();
    const sizes = [300, 900, 2_100];
    for (const size of sizes) {
      for (let note: string | null = null; note === null; ) {
        note = await upload(collector.client(), await cutTo(size), KEYS, standing).catch((error: { code: string }) => {
          expect(error.code).toBe('network.cut');
          return null;
        });
      }
    }
    expect(collector.leaves.map(nodeTreeHasher.leaf)).toEqual(hashesTo(2_100));
    expect(collector.again).toBe(0);
  });

  it('asks where to go on after a body without an answer, with no entry and no head in between', async () => {
    const standing = new UploadState();
    const log = await cutTo(2_100);
    const asked: string[] = [];
    collector.onReply = (path, reply) => {
      asked.push(path);
      return asked.length === 2 ? 'cut' : reply;
    };
    await expect(upload(collector.client(), log, KEYS, standing)).rejects.toThrow(code('network.cut'));
    await upload(collector.client(), log, KEYS, standing);
    expect(asked).toEqual(['/w/add-checkpoint', ...Array.from({ length: 6 }, () => '/w/add-entries')]);
    expect(collector.bodies).toEqual([1, 0, 1, 2, 4, 1]);
    expect(collector.again).toBe(0);
  });

  it('hands in a newer head first, whatever the older one was left with', async () => {
    const standing = new UploadState();
    collector.onReply = (path, reply) => (path === '/w/add-entries' ? 'cut' : reply);
    await expect(upload(collector.client(), await cutTo(300), KEYS, standing)).rejects.toThrow(code('network.cut'));
    collector.onReply = (_, reply) => reply;
    await upload(collector.client(), await cutTo(700), KEYS, standing);
    expect(collector.head?.size).toBe(700);
    expect(collector.again).toBe(0);
  });

  it('halves its bodies when one does not arrive', async () => {
    const standing = new UploadState();
    for (let doubled = 0; doubled < 3; doubled++) standing.growBodies();
    collector.onReply = (path, reply) => (path === '/w/add-entries' ? 'cut' : reply);
    await expect(upload(collector.client(), await cutTo(2_100), KEYS, standing)).rejects.toThrow(code('network.cut'));
    expect(standing.packages).toBe(4);
  });

  it('T6: an older copy says that the collector has seen more', async () => {
    await upload(collector.client(), await cutTo(700), KEYS, new UploadState());
    await expect(upload(collector.client(), await cutTo(300), KEYS, new UploadState())).rejects.toThrow(code('collector.ahead'));
    expect(collector.leaves.length).toBe(700);
  });

  it('T7: a second history under the same name is refused, and nothing of it is taken', async () => {
    await upload(collector.client(), await cutTo(300), KEYS, new UploadState());
    await expect(upload(collector.client(), await cutTo(700, OTHER), KEYS, new UploadState())).rejects.toThrow(code('collector.forked'));
    expect(collector.leaves.map(nodeTreeHasher.leaf)).toEqual(hashesTo(300));
  });

  it('T15: takes no receipt of another key, nor one over another head', async () => {
    collector.signs = cosigner(8);
    await expect(upload(collector.client(), await cutTo(3), KEYS, new UploadState())).rejects.toThrow(code('log.bad_receipt'));
    collector.signs = cosigner(9);
    const shorter = await cutTo(2);
    collector.onReply = (path, reply) =>
      path === '/w/add-entries' ? [200, 'text/plain', receiptLine(shorter.head, 1_764_034_567, cosigner(9))] : reply;
    await expect(upload(collector.client(), await cutTo(3), KEYS, new UploadState())).rejects.toThrow(code('log.bad_receipt'));
  });

  it('follows nobody in a circle', async () => {
    let asked = 0;
    collector.onReply = (path, reply) => {
      if (++asked > 20) throw new Error('still going');
      return path === '/w/add-entries' ? [202, 'text/x.tlog.mirror-info', '3\n0\n\n'] : reply;
    };
    await expect(upload(collector.client(), await cutTo(3), KEYS, new UploadState())).rejects.toThrow(code('network.bad_answer'));
    collector.onReply = (path, reply) => (path === '/w/add-checkpoint' ? [409, 'text/x.tlog.size', '1\n'] : reply);
    await expect(upload(collector.client(), await cutTo(3), KEYS, new UploadState())).rejects.toThrow(code('network.bad_answer'));
  });

  it('gives the collector’s own refusal, and calls unreadable what no format has', async () => {
    const answers: [ReturnType<typeof refusal>, string][] = [
      [refusal(403, 'collector.frozen'), 'collector.frozen'],
      [refusal(404, 'collector.unknown_log'), 'collector.unknown_log'],
      [refusal(403, 'collector.what_is_this'), 'network.bad_answer'],
      [[503, 'text/plain', 'busy'], 'collector.too_many'],
      [[409, 'text/x.tlog.size', 'many'], 'network.bad_answer'],
      [[409, 'text/x.tlog.size', '99\n'], 'collector.ahead'],
    ];
    for (const [reply, wanted] of answers) {
      collector.onReply = () => reply;
      await expect(upload(collector.client(), await cutTo(3), KEYS, new UploadState())).rejects.toThrow(code(wanted));
    }
  });
});
