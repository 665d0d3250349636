/** T22: a drill is passed off as an emergency, or an emergency as a drill, in a log that was signed otherwise. */
import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../../shared/base/bytes.ts';
import { verifyLog } from '../../shared/log/verify/verify-log.ts';
import { NODE_CRYPTO, STORY, sampleLog, signedLog } from '../harness/log/sample-log.ts';

const REAL = sampleLog(STORY);
const DRILL = sampleLog(STORY.map((draft) => ({ ...draft, drill: 'cer' in draft && draft.cer !== undefined })));

function flipped(leaf: Uint8Array): Uint8Array {
  const text = fromUtf8(leaf);
  return utf8(
    text.includes('"drill":true') ? text.replace('"drill":true', '"drill":false') : text.replace('"drill":false', '"drill":true'),
  );
}

describe.each([
  ['an emergency as a drill', REAL],
  ['a drill as an emergency', DRILL],
])('T22: %s', (_, log) => {
  it('is proven as it is', () => expect(verifyLog(log, NODE_CRYPTO).verdict).toBe('proven'));

  it('is noticed in each entry, and named', () => {
    for (const [seq, leaf] of log.leaves.entries()) {
      const report = verifyLog({ ...log, leaves: log.leaves.with(seq, flipped(leaf)) }, NODE_CRYPTO);
      expect(report).toMatchObject({ verdict: 'tampered', firstBad: { seq, code: 'log.entry_changed' } });
      const { leafHashes: _hashes, ...bare } = log;
      expect(verifyLog({ ...bare, leaves: log.leaves.with(seq, flipped(leaf)) }, NODE_CRYPTO).verdict).toBe('tampered');
    }
  });

  it('is noticed in one entry of a ceremony even where the station itself signed it', () => {
    for (const [seq, leaf] of log.leaves.entries()) {
      if (!fromUtf8(leaf).includes('"cer":"')) continue;
      const report = verifyLog(signedLog(log.leaves.with(seq, flipped(leaf))), NODE_CRYPTO);
      expect(report.verdict, `entry ${seq}`).toBe('tampered');
    }
  });
});
