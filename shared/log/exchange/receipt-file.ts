/** The answer to a bundle, carried back by hand: a checkpoint with its receipts. FORMAT.md §16. */
import { AppError } from '../../base/app-error.ts';
import { type Bytes, fromUtf8, utf8 } from '../../base/bytes.ts';
import type { VerifyEd25519 } from '../note/checkpoint.ts';
import { addReceipts, openReceipts, type ReceivedHead, type TrustedKeys } from '../note/receipt.ts';

const MAX_RECEIPT_FILE_BYTES = 65_536;

/** A receipt that was carried in a file, verified. */
export interface ReceiptFile extends ReceivedHead {
  /** What the file is, for keeping beside the log. */
  readonly note: string;
}

/** The file of the station's `checkpoint` and the collector's `lines`. Throws as `addReceipts` does. */
export function writeReceiptFile(checkpoint: string, lines: string, keys: TrustedKeys, verify: VerifyEd25519): Bytes {
  return utf8(addReceipts(checkpoint, lines, keys, verify));
}

/**
 * The head that a collector has received. Throws `log.bad_checkpoint` when the checkpoint is not one by the key of this log,
 * and `log.bad_receipt` for a file past 65,536 bytes or not of UTF-8, a receipt that does not hold, and one without any.
 * Whether the log has this head is for the caller to compare: the root at this size.
 */
export function openReceiptFile(bytes: Uint8Array, keys: TrustedKeys, verify: VerifyEd25519): ReceiptFile {
  const note = textOf(bytes);
  const received = openReceipts(note, keys, verify);
  if (received.receipts.length === 0) throw new AppError('log.bad_receipt', 'no receipt by a collector that is known here');
  return { ...received, note };
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_RECEIPT_FILE_BYTES) throw new AppError('log.bad_receipt', 'the file is too long for a receipt');
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new AppError('log.bad_receipt', 'the file of a receipt is not UTF-8', { cause });
  }
}
