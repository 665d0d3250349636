import { AppError, isAppError } from '../base/app-error.ts';
import { fromUtf8 } from '../base/bytes.ts';

/** The files of FORMAT.md §5. */
export const EXPORT_FILES = {
  events: 'events.jsonl',
  checkpoint: 'checkpoint',
  vkey: 'vkey',
  hashes: 'hashes',
  disclosures: 'disclosures.jsonl',
  receipts: 'receipts',
  script: 'verify.py',
  readme: 'README.txt',
} as const;

/** What `README.txt` says. Not evidence: nothing in it is checked. */
export function exportReadme({
  origin,
  size,
  words,
}: {
  readonly origin: string;
  readonly size: number;
  readonly words: readonly string[];
}): string {
  return `The audit log of a Halligan vault: evidence.

Log      ${origin}
Entries  ${size}
Head     ${words.join(' ')}

The same six words at another station, or on paper, mean the same log.

events.jsonl       every entry, one a line, byte for byte as it was hashed
checkpoint         the signed head over exactly these entries (a C2SP signed note)
vkey               the station's public key. Compare it with the one that you know
hashes             the hash of each entry; names the entry that was changed
disclosures.jsonl  the names and words behind the commitments in the entries.
                   Delete it to pass the log on without them: everything still verifies
receipts           where it is there: older heads with the signatures of the collectors that received the log
verify.py          checks all of the above without Halligan: one file, to be read before it is run

To verify:         npx halligan verify FOLDER
Without Halligan:  python3 verify.py        (Python 3.9 or later, with the package cryptography)
Exit code:         0 proven, 1 tampered, 2 intact but incomplete, 3 usage, 4 unknown version
With a head that you wrote down earlier, and the key as you know it:  --anchor SIZE:ROOT --vkey KEY

verify.py came with the evidence, and whoever changed the one could have changed the other. Read it, or take it from
another export that you trust: it is the same in all of them that one version of Halligan writes.

By hand: SHA-256 over 0x00 and each line gives the leaves of an RFC 6962 tree; its root is the third line of
checkpoint; the last line of checkpoint holds 4 bytes of key id and the Ed25519 signature over the first three lines.
`;
}

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
