import { expect, test } from 'vitest';
import { verifyEd25519 } from '../../../../core/hash/node-hash.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { openReceiptFile, writeReceiptFile } from '../../../../shared/log/exchange/receipt-file.ts';
import { unverifiedHead } from '../../../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../../../shared/log/note/receipt.ts';
import { refusalOf } from '../../../harness/base/refusal-code.ts';
import { cosigner } from '../../../harness/collector/small-collector.ts';
import { SIGNER, sampleLog } from '../../../harness/log/sample-log.ts';

const KEYS = { log: SIGNER.key, collectors: [cosigner(9).key] };
const { checkpoint } = sampleLog();
const head = unverifiedHead(checkpoint);
const file = writeReceiptFile(checkpoint, receiptLine(head, 1_764_034_567, cosigner(9)), KEYS, verifyEd25519);
const open = (bytes: Uint8Array) => openReceiptFile(bytes, KEYS, verifyEd25519);

test('the file of a receipt gives the head, who has it, since when, and the note to keep', () => {
  expect(open(file)).toEqual({
    head,
    receipts: [{ name: 'collector.example/m1', time: 1_764_034_567 }],
    note: new TextDecoder().decode(file),
  });
});

test('it is refused without a receipt of a collector that is known, too long, and when it is no text', async () => {
  for (const bytes of [utf8(checkpoint), utf8('x'.repeat(65_537)), Uint8Array.of(0xc3, 0x28)]) {
    expect(await refusalOf(() => open(bytes))).toBe('log.bad_receipt');
  }
  expect(await refusalOf(() => openReceiptFile(file, { ...KEYS, collectors: [cosigner(8).key] }, verifyEd25519))).toBe('log.bad_receipt');
  expect(await refusalOf(() => open(utf8('hello\n')))).toBe('log.bad_checkpoint');
});

test('with any bit flipped it is refused, or has no receipt that is known', async () => {
  for (let bit = 0; bit < file.length * 8; bit += 3) {
    const changed = file.with(bit >> 3, (file[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
    expect(await refusalOf(() => open(changed)), `bit ${bit}`).toMatch(/^log\.bad_(receipt|checkpoint)$/);
  }
});
