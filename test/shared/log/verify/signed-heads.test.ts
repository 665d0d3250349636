import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { cryptoReady } from '../../../../shared/crypto/ready.ts';
import type { EntryDraft } from '../../../../shared/log/leaf/entry-draft.ts';
import { unverifiedHead } from '../../../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../../../shared/log/note/receipt.ts';
import { cosignerKey, noteKey, vkeyText } from '../../../../shared/log/note/vkey.ts';
import { reportLines } from '../../../../shared/log/verify/report-lines.ts';
import { parseTlogPolicy, type TlogPolicy } from '../../../../shared/log/verify/tlog-policy.ts';
import { type Evidence, type LogReport, verifyLog } from '../../../../shared/log/verify/verify-log.ts';
import { KEY, NODE_CRYPTO, STATION, STORY, sampleLog, signedLog, VKEY } from '../../../harness/log/sample-log.ts';
import { RECEIPT_TIME, sampleCollector } from '../../../vectors/cases/receipt.ts';

await cryptoReady();

const log = sampleLog();
const first = sampleCollector('collector.example/m1', 21);
const second = sampleCollector('collector.example/m2', 22);
const stranger = sampleCollector('other.example/m1', 23);
const lines = `log ${VKEY}\nwitness one ${vkeyText(first.key)}\nwitness two ${vkeyText(second.key)}\ngroup both all one two\n`;
const policyOf = (text: string): TlogPolicy => parseTlogPolicy(utf8(text), NODE_CRYPTO.sha256);
const one = policyOf(`${lines}quorum one\n`);
const both = policyOf(`${lines}quorum both\n`);

/** The checkpoint over the first `size` entries, with a receipt of each of these, a minute apart. */
function received(size: number, ...by: readonly (typeof first)[]): string {
  const { checkpoint } = signedLog(log.leaves.slice(0, size));
  return checkpoint + by.map((who, i) => receiptLine(unverifiedHead(checkpoint), RECEIPT_TIME + 60 * i, who)).join('');
}
const verify = (change: Partial<Evidence>): LogReport => verifyLog({ ...log, policy: one, ...change }, NODE_CRYPTO);
const older = (...sizes: readonly number[]) => sizes.map((size) => ({ size, note: received(size, first) }));
const codes = ({ findings }: LogReport) => findings.map(({ code }) => code);

describe('verifying a log with a policy', () => {
  test('proves what the collector has to the end', () => {
    expect(verify({ checkpoint: received(10, first) })).toMatchObject({
      verdict: 'proven',
      unanchoredTail: 0,
      received: { size: 10, time: RECEIPT_TIME, by: ['one'] },
    });
  });

  test('says incomplete without a receipt, or without one that is known', () => {
    for (const checkpoint of [log.checkpoint, received(10, second), received(10, stranger)]) {
      const report = verify({ checkpoint });
      expect(report).toMatchObject({ verdict: 'incomplete', received: null, unanchoredTail: 10 });
      expect(codes(report)).toEqual(['log.not_received']);
    }
  });

  test('asks for the whole quorum, and says when it was reached', () => {
    expect(verify({ policy: both, checkpoint: received(10, first) }).verdict).toBe('incomplete');
    expect(verify({ policy: both, checkpoint: received(10, first, second) })).toMatchObject({
      verdict: 'proven',
      received: { time: RECEIPT_TIME + 60, by: ['one', 'two'] },
    });
  });

  test('is complete until the receipt when only exports and receipts are told of after it', () => {
    const ended = (...acts: readonly EntryDraft['act'][]): LogReport => {
      const drafts = acts.map((act) => ({ act, out: 'ok' }) as EntryDraft); // single acts alone
      return verifyLog({ ...sampleLog([...STORY, ...drafts]), policy: one, receipts: older(10) }, NODE_CRYPTO);
    };
    expect(ended('log.export')).toMatchObject({ verdict: 'proven', entriesAfterReceipt: 1, unanchoredTail: 1, received: { size: 10 } });
    const all = ended('sync.receipt', 'import.receipt', 'export.bundle', 'log.export');
    expect(all).toMatchObject({ verdict: 'proven', entriesAfterReceipt: 4, unanchoredTail: 4 });
    expect(reportLines(all, 'given', one)).toContain('After that: 4 entries, of exports and receipts alone.');
    for (const acts of [['app.stop', 'log.export'], ['log.export', 'app.stop'], ['sync.refused'], ['log.verify']] as const) {
      expect(ended(...acts), acts.join()).toMatchObject({
        verdict: 'incomplete',
        entriesAfterReceipt: 0,
        findings: [{ code: 'log.not_received' }],
      });
    }
    expect(ended('app.stop').findings[0]?.sentence).toBe('1 entry follows the last receipt: only the station says that it is all.');
  });

  test('is incomplete from the last receipt on', () => {
    const report = verify({ receipts: older(7, 3) });
    expect(report).toMatchObject({ verdict: 'incomplete', unanchoredTail: 3, received: { size: 7 } });
    expect(report.findings[0]?.sentence).toMatch(/^3 entries follow the last receipt/);
  });

  test('asks for none where the policy asks for none, and counts what there is', () => {
    const none = policyOf(`${lines}quorum none\n`);
    expect(verify({ policy: none })).toMatchObject({ verdict: 'proven', received: null, unanchoredTail: 10 });
    expect(verify({ policy: none, receipts: older(7) })).toMatchObject({ verdict: 'proven', unanchoredTail: 3 });
  });

  test('trusts no log that the policy does not', () => {
    const other = policyOf(`log ${vkeyText(noteKey(STATION.log, stranger.key.publicKey, NODE_CRYPTO.sha256))}\nquorum none\n`);
    expect(verify({ policy: other })).toMatchObject({ verdict: 'tampered', findings: [{ code: 'log.bad_checkpoint' }] });
    expect(verify({ policy: policyOf('quorum none\n') }).verdict).toBe('proven');
  });

  test('refuses a receipt that does not hold, wherever it lies', () => {
    const forged = log.checkpoint + receiptLine({ ...unverifiedHead(log.checkpoint), size: 9 }, RECEIPT_TIME, first);
    expect(codes(verify({ checkpoint: forged }))).toContain('log.bad_receipt');
    expect(verify({ checkpoint: received(10, first), receipts: [{ size: 10, note: forged }] }).verdict).toBe('tampered');
    const own = policyOf(`witness own ${vkeyText(cosignerKey('own.example', KEY.publicKey, NODE_CRYPTO.sha256))}\nquorum own\n`);
    expect(codes(verify({ policy: own }))).toContain('log.bad_receipt');
  });

  // The station, or whoever has its key, rewrote what the collector had.
  test('T17: notices that a log was rewritten after a receipt, with any policy and with none', () => {
    const rewritten = signedLog(log.leaves.toSpliced(9, 1, sampleLog([]).leaves[0] ?? new Uint8Array()));
    for (const policy of [one, policyOf('quorum none\n')]) {
      const report = verifyLog({ ...rewritten, policy, receipts: [{ size: 10, note: received(10, first) }] }, NODE_CRYPTO);
      expect(report.verdict).toBe('tampered');
      expect(codes(report)).toContain('log.anchor_differs');
    }
  });

  test('notices that the end was cut after a receipt', () => {
    const report = verifyLog({ ...signedLog(log.leaves.slice(0, 5)), policy: one, receipts: older(5, 10) }, NODE_CRYPTO);
    expect(report).toMatchObject({ verdict: 'incomplete', received: { size: 10 }, unanchoredTail: 0 });
    expect(codes(report)).toEqual(['log.entry_missing']);
  });

  test('refuses an older checkpoint of another size than its name, or that the log did not sign', () => {
    expect(verify({ checkpoint: received(10, first), receipts: [{ size: 8, note: received(7, first) }] }).verdict).toBe('tampered');
    const unsigned = received(7, first).replace(/\n\n— halligan.*\n/, '\n\n');
    expect(codes(verify({ receipts: [{ size: 7, note: unsigned }] }))).toContain('log.bad_checkpoint');
  });
});
