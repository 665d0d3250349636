/** Alerts go ahead of the log that they are in, over real sockets. T14 from the station's side. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { cosigner, SmallCollector } from '../../harness/collector/small-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { SIGNER, STORY, sampleLog } from '../../harness/log/sample-log.ts';

const KEYS = { log: SIGNER.key, collectors: [cosigner(9).key] };
const quiet = Array.from({ length: 1_000 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));

const logOf = (drafts: readonly EntryDraft[]) => headToSend(sampleLog(drafts));

/** As STORY, after `before` entries: a result names the place of its intent. */
function storyAfter(before: number): EntryDraft[] {
  return STORY.map((draft) => ('ref' in draft ? { ...draft, ref: draft.ref + before } : draft));
}

describe('a round', () => {
  let collector: SmallCollector;
  beforeEach(async () => {
    collector = await SmallCollector.start();
  });
  afterEach(() => collector.stop());

  it('tells what is told at once before any other entry, oldest first, in 3 KB each', async () => {
    await sendRound(collector.client(), await logOf([...quiet, ...storyAfter(1_000)]), KEYS, new UploadState());
    expect(collector.told.map(({ act }) => act)).toEqual(['request.declare', 'share.reject', 'vault.unseal', 'item.reveal']);
    expect(collector.told.every(({ after, bytes }) => after === 0 && bytes <= 3_072)).toBe(true);
    expect(collector.leaves.length).toBe(1_010);
  });

  it('tells what is written meanwhile between two bodies of a long upload', async () => {
    const newest = await logOf([...quiet, ...storyAfter(1_000)]);
    let asked = 0;
    const newer = async () => (++asked === 2 ? newest : null);
    await sendRound(collector.client(), await logOf(quiet), KEYS, new UploadState(), newer);
    expect(collector.told.map(({ act, after }) => `${act} ${after}`)).toEqual([
      'request.declare 1',
      'share.reject 1',
      'vault.unseal 1',
      'item.reveal 1',
    ]);
    expect(collector.bodies.length).toBeGreaterThan(1);
    expect(collector.leaves.length).toBe(1_001);
  });

  it('T14: tells each once, and goes on with the one that did not arrive', async () => {
    const standing = new UploadState();
    let turn = 0;
    collector.onReply = (path, reply) => (path === '/v1/alert' && ++turn === 2 ? 'cut' : reply);
    const log = await logOf(STORY);
    await expect(sendRound(collector.client(), log, KEYS, standing)).rejects.toThrow(expect.objectContaining({ code: 'network.cut' }));
    expect(collector.leaves.length).toBe(0);
    await sendRound(collector.client(), log, KEYS, standing);
    await sendRound(collector.client(), log, KEYS, standing);
    expect(collector.told.map(({ seq }) => seq)).toEqual([2, 4, 4, 5, 7]);
  });

  it('tells nothing of what the collector has received, nor of a quiet log', async () => {
    const standing = new UploadState();
    await sendRound(collector.client(), await logOf(quiet), KEYS, standing);
    expect(collector.told).toEqual([]);
    const log = await logOf([...quiet, ...storyAfter(1_000)]);
    await sendRound(collector.client(), log, KEYS, standing);
    standing.noteAlerted(0);
    await sendRound(collector.client(), log, KEYS, standing);
    expect(collector.told.map(({ seq }) => seq)).toEqual([1_002, 1_004, 1_005, 1_007]);
    expect(collector.again).toBe(0);
  });
});
