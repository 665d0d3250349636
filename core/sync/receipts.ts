/** Taking a receipt: from the network, from a file or from a QR code, by the same rules. shared/log/FORMAT.md §7 and §16. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { type Bytes, fromUtf8, utf8 } from '../../shared/base/bytes.ts';
import { openReceiptFile } from '../../shared/log/exchange/receipt-file.ts';
import { unverifiedHead } from '../../shared/log/note/checkpoint.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { verifyEd25519 } from '../hash/node-hash.ts';
import type { CollectorLink } from './collector-link.ts';
import type { KeptCollector } from './kept-collector.ts';

export interface TakenReceipt {
  readonly kind: 'taken' | 'known' | 'older';
  readonly entries: number;
  /** UTC ms, by the collector's clock. */
  readonly at: number;
}

/**
 * Takes what a person carried here. Throws `collector.none`, `collector.not_active` before the words were compared,
 * `collector.other_log`, `collector.ahead` for one of more entries than this log has, `log.bad_checkpoint`,
 * `log.bad_receipt`, and `log.anchor_differs` when this log has another root at that size. The last three are in the log
 * afterwards; nothing else is changed by a refusal.
 */
export async function takeCarriedReceipt(link: CollectorLink, bytes: Bytes): Promise<TakenReceipt> {
  const kept = link.kept();
  if (kept === null) throw new AppError('collector.none', 'no collector is known');
  if (kept.confirmed === 0) throw new AppError('collector.not_active', 'the words were not compared');
  const origin = originIn(bytes);
  if (origin !== link.session.log.origin) throw new AppError('collector.other_log', 'a receipt of another log');
  try {
    const { head, receipts, note } = openReceiptFile(bytes, link.keys(kept), verifyEd25519);
    const at = (receipts[0]?.time ?? 0) * 1000;
    const said = { entries: head.size, at };
    if (head.size > link.session.log.size) throw new AppError('collector.ahead', 'a receipt of more entries than this log has');
    if ((await link.own.rootAt(head.size)) !== head.root)
      throw new AppError('log.anchor_differs', 'this log has another root at that size');
    link.requireOpen();
    const newest = link.receipt();
    if (newest !== null && head.size <= newest.size) return { kind: head.size === newest.size ? 'known' : 'older', ...said };
    keepReceipt(link, kept, note, 'import.receipt');
    return { kind: 'taken', ...said };
  } catch (error) {
    const told = isAppError(error, 'log.bad_checkpoint') || isAppError(error, 'log.bad_receipt') || isAppError(error, 'log.anchor_differs');
    if (told) link.session.write([{ act: 'sync.refused', out: 'refused', err: error.code, d: { how: 'file' } }]);
    throw error;
  }
}

/** Keeps a receipt that holds over this log's own checkpoint, with its entry. */
export function keepReceipt(link: CollectorLink, kept: KeptCollector, note: string, act: 'sync.receipt' | 'import.receipt'): void {
  const { session } = link;
  const { head, receipts } = openReceiptFile(utf8(note), link.keys(kept), verifyEd25519);
  const { size, root } = head;
  const time = receipts[0]?.time ?? 0;
  const vkey = vkeyText(kept.keys.receipts);
  // The same head again, because the answer to the last round was lost: one receipt is enough.
  if (session.file.read.receipts.at(session.log.origin, vkey, size) === null) {
    session.write([{ act, out: 'ok', d: { size, root, time, pins: kept.pins } }], (tx) =>
      tx.receipts.add(session.log.origin, { size, time, vkey, note }),
    );
  }
  link.receiptKept({ size, time });
}

function originIn(bytes: Bytes): string {
  try {
    return unverifiedHead(fromUtf8(bytes)).origin;
  } catch (cause) {
    throw new AppError('log.bad_receipt', 'not a receipt', { cause });
  }
}
