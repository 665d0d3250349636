/** `POST /v1/disclosures`: the words behind commitments. shared/log/FORMAT.md §4 and §12. */
import { z } from 'zod';
import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { fromBase64url } from '../../shared/base/bytes.ts';
import { lines } from '../../shared/log/export/export-folder.ts';
import { commitment, type Disclosure } from '../../shared/log/leaf/disclosure.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { parseJcs } from '../../shared/log/leaf/jcs.ts';
import type { Collector } from '../ground/collector.ts';
import { leafOf } from '../store/bundles.ts';
import { writableLog } from '../store/log-row.ts';

/** The largest body of disclosures, unpacked. */
export const MAX_DISCLOSURE_BYTES = 4 * 1024 * 1024;
const MAX_LINES = 1_000;

const line = z.strictObject({ log: z.string(), seq: z.int().min(0), path: z.string(), salt: z.string().length(43), value: z.string() });

/**
 * Keeps the words that fit their commitments, all of the body or none. Throws `collector.wrong_request`, what `writableLog`
 * throws, `log.unknown_entry` where the entry is not here yet, `log.disclosure_differs`.
 */
export async function addDisclosures({ db }: Collector, body: Uint8Array): Promise<{ readonly stored: number; readonly known: number }> {
  const read = readLines(body);
  const rows: (readonly [log: number, disclosure: Disclosure])[] = [];
  for (const { log, salt, ...rest } of read) {
    const { n } = await writableLog(db, log);
    const leaf = await leafOf(db, n, rest.seq);
    if (leaf === null) throw new AppError('log.unknown_entry', 'the entry is not here yet');
    const disclosure = { ...rest, salt: fromBase64url(salt) };
    if (parseEntry(leaf).sd[rest.path] !== commitment(disclosure, sha256))
      throw new AppError('log.disclosure_differs', 'words that the entry does not commit to');
    rows.push([n, disclosure]);
  }
  const stored = await db.transaction(async (tx) => {
    let added = 0;
    for (const [n, { seq, path, salt, value }] of rows) {
      if ((await tx.one('SELECT 1 AS one FROM disclosure WHERE log = ? AND seq = ? AND path = ?', n, seq, path)) !== null) continue;
      await tx.insert('disclosure', ['log', 'seq', 'path', 'salt', 'value'], [[n, seq, path, salt, value]]);
      added += 1;
    }
    return added;
  });
  return { stored, known: rows.length - stored };
}

function readLines(body: Uint8Array): z.infer<typeof line>[] {
  try {
    const all = [...lines([body])];
    if (all.length > MAX_LINES) throw new AppError('log.body_too_large', 'more than 1,000 disclosures');
    return all.map((bytes) => line.parse(parseJcs(bytes)));
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'log.body_too_large') throw cause;
    throw new AppError('collector.wrong_request', 'not lines of disclosures', { cause });
  }
}
