import { AppError, isAppError } from '../../base/app-error.ts';
import { fromUtf8 } from '../../base/bytes.ts';

/** The files of FORMAT.md §5. */
export const EXPORT_FILES = {
  events: 'events.jsonl',
  checkpoint: 'checkpoint',
  vkey: 'vkey',
  hashes: 'hashes',
  disclosures: 'disclosures.jsonl',
  receipts: 'receipts',
  policy: 'policy',
  enrolment: 'enrollment.json',
  script: 'verify.py',
  page: 'verifier.html',
  readme: 'README.txt',
} as const;

const NOTHING = new Uint8Array(0);

/**
 * The lines of a file that is read in chunks, without their newlines; most are parts of a chunk, which must stay as it is. Throws `log.export_unreadable` when the last line
 * has no newline: it was cut.
 */
export function* lines(chunks: Iterable<Uint8Array>): Generator<Uint8Array, undefined> {
  let held: Uint8Array = NOTHING;
  for (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield held.length === 0 ? chunk.subarray(from, end) : joined(held, chunk.subarray(from, end));
      held = NOTHING;
      from = end + 1;
    }
    held = joined(held, chunk.subarray(from));
  }
  if (held.length > 0) throw new AppError('log.export_unreadable', 'the last line is cut off');
  return undefined;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

const SMALL_FILE_BYTES = 64 * 1024;

/** The text of `checkpoint`, `vkey` or a receipt: empty, and so never what was signed, when it is too large or not UTF-8. */
export function smallText(bytes: Uint8Array): string {
  if (bytes.length > SMALL_FILE_BYTES) return '';
  try {
    return fromUtf8(bytes);
  } catch (error) {
    if (!isAppError(error, 'bytes.not_utf8')) throw error;
    return '';
  }
}

/** The size by which a file of `receipts/` is called; null for a name that is none, which is passed over. */
export function parseReceiptName(name: string): number | null {
  return /^[1-9][0-9]{0,14}$/.test(name) ? Number(name) : null;
}

const ANCHOR = /^([1-9][0-9]{0,14}):([0-9a-f]{64})$/;

/** The anchor of `SIZE:ROOT`, root in 64 hexadecimal digits; null when `text` is not one. */
export function parseAnchor(text: string): { readonly size: number; readonly root: string } | null {
  const [, size, root] = ANCHOR.exec(text) ?? [];
  return size === undefined || root === undefined ? null : { size: Number(size), root };
}
