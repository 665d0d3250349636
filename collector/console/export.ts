/** `.haudit`: the folder of shared/log/FORMAT.md §5 and §15 as a tar.gz, up to the last receipt, made while it is sent. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createGzip } from 'node:zlib';
import { sha256 } from '../../core/hash/node-hash.ts';
import { VERIFY_SCRIPT } from '../../core/store/log/verify-script.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { fromHex, utf8 } from '../../shared/base/bytes.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { PACKAGE_ENTRIES } from '../../shared/log/exchange/entry-package.ts';
import { TAR_END, tarHeader, tarPadding } from '../../shared/log/exchange/tar.ts';
import { filesBeside } from '../../shared/log/export/export-beside.ts';
import type { ExportEnrolment } from '../../shared/log/export/export-enrolment.ts';
import { EXPORT_FILES } from '../../shared/log/export/export-folder.ts';
import { encodeDisclosure } from '../../shared/log/leaf/disclosure.ts';
import { unverifiedHead } from '../../shared/log/note/checkpoint.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import type { Collector } from '../ground/collector.ts';
import { hashesOf, leavesBetween } from '../store/bundles.ts';
import { logOf } from '../store/log-row.ts';
import type { NamedLog } from './log-names.ts';

/** How many older checkpoints are included: enough to show a rollback, and no more than a verifier opens. */
const MOST_RECEIPTS = 100;
const NEWLINE = Uint8Array.of(10);

interface Receipt {
  readonly size: number;
  readonly note: string;
}

/** One file of the archive: its length has to be known before it. */
interface ArchiveFile {
  readonly name: string;
  readonly length: number;
  readonly parts: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** An export that is ready to be sent. `stream` writes it and ends the response; it rejects when the connection is cut. */
export interface CollectorExport {
  /** How many entries are in it. */
  readonly size: number;
  readonly stream: (response: ServerResponse) => Promise<void>;
}

/** `page` is `verifier.html`, or null when this build has none. Throws `collector.not_found` before the first receipt. */
export async function exportOf(collector: Collector, log: NamedLog, page: string | null): Promise<CollectorExport> {
  const sql = 'SELECT size, note FROM receipt WHERE log = ? ORDER BY size DESC LIMIT ?';
  const [last, ...older] = await collector.db.all<Receipt>(sql, log.n, MOST_RECEIPTS);
  if (last === undefined) throw new AppError('collector.not_found', 'nothing of this log was countersigned yet');
  const files = await filesOf(collector, log, { last, older, page });
  return { size: last.size, stream: (response) => streamed(files, response) };
}

async function filesOf(
  collector: Collector,
  log: NamedLog,
  { last, older, page }: { readonly last: Receipt; readonly older: readonly Receipt[]; readonly page: string | null },
): Promise<ArchiveFile[]> {
  const { n, origin, vkey } = log;
  const { db } = collector;
  const { size } = last;
  const bytes = await db.one<{ bytes: number }>(
    'SELECT CAST(COALESCE(SUM(LENGTH(data) - count), 0) AS BIGINT) AS bytes FROM bundle WHERE log = ? AND start < ?',
    n,
    size,
  );
  const disclosures = await disclosureLines(collector, n, size);
  const enrolment = await enrolmentOf(collector, log);
  const words = sixWords(fromHex(unverifiedHead(last.note).root));
  const small = (name: string, content: Uint8Array): ArchiveFile => ({ name, length: content.length, parts: () => [content] });
  const evidence: ArchiveFile[] = [
    // A bundle has two bytes of length before each leaf, the file one newline after it.
    { name: EXPORT_FILES.events, length: bytes?.bytes ?? 0, parts: () => leafLines(collector, n, size) },
    small(EXPORT_FILES.checkpoint, utf8(last.note)),
    small(EXPORT_FILES.vkey, utf8(`${vkey}\n`)),
    { name: EXPORT_FILES.hashes, length: size * 65, parts: () => hashLines(collector, n, size) },
    { name: EXPORT_FILES.disclosures, length: disclosures.reduce((sum, line) => sum + line.length, 0), parts: () => disclosures },
    ...older.map(({ size: at, note }) => small(`${EXPORT_FILES.receipts}/${at}`, utf8(note))),
  ];
  const names = evidence.map(({ name }) => name.split('/')[0] ?? name);
  const beside = filesBeside({ origin, size, words, vkey, enrolment, page, script: VERIFY_SCRIPT, evidence: names }, sha256);
  return [...evidence, ...beside.map(([name, bytes]) => small(name, bytes))];
}

/** What the collector itself says of how the log came to it. */
async function enrolmentOf({ db, keys, policy, spki }: Collector, { n, origin, vkey }: NamedLog): Promise<ExportEnrolment | null> {
  const row = await logOf(db, origin);
  if (row === null || row.state === 'pending') return null;
  const found = await db.one<{ at: number }>('SELECT COALESCE(decided_at, asked_at) AS at FROM log WHERE n = ?', n);
  const collector = { receipts: vkeyText(keys.receipts.key), heads: vkeyText(keys.heads.key) };
  const { enrol_id: id, state } = row;
  return { by: 'collector', id, state, at: found?.at ?? 0, compared: true, vkey, collector, spki, policy };
}

async function* leafLines({ db }: Collector, n: number, size: number): AsyncGenerator<Uint8Array, undefined> {
  for (let from = 0; from < size; from += PACKAGE_ENTRIES) {
    const leaves = await leavesBetween(db, n, from, Math.min(size, from + PACKAGE_ENTRIES));
    yield Buffer.concat(leaves.flatMap((leaf) => [leaf, NEWLINE]));
  }
  return undefined;
}

async function* hashLines({ db }: Collector, n: number, size: number): AsyncGenerator<Uint8Array, undefined> {
  for (let from = 0; from < size; from += 64 * PACKAGE_ENTRIES) {
    const hashes = await hashesOf(db, n, from, Math.min(size, from + 64 * PACKAGE_ENTRIES));
    yield utf8(hashes.map((hash) => `${hash}\n`).join(''));
  }
  return undefined;
}

async function disclosureLines({ db }: Collector, n: number, size: number): Promise<Uint8Array[]> {
  const rows = await db.all<{ seq: number; path: string; salt: Uint8Array; value: string }>(
    'SELECT seq, path, salt, value FROM disclosure WHERE log = ? AND seq < ? ORDER BY seq, path',
    n,
    size,
  );
  return rows.map((row) => Buffer.concat([encodeDisclosure(row), NEWLINE]));
}

/** Waits for slow clients and holds one chunk at most. Cuts the connection when the export cannot be completed. */
async function streamed(files: readonly ArchiveFile[], response: ServerResponse): Promise<void> {
  const archive = createGzip();
  archive.pipe(response);
  const put = async (bytes: Uint8Array): Promise<void> => {
    if (!archive.write(bytes)) await Promise.race([once(archive, 'drain'), once(response, 'close').then(gone)]);
  };
  for (const { name, length, parts } of files) {
    await put(tarHeader(name, length));
    let written = 0;
    for await (const part of parts()) {
      written += part.length;
      await put(part);
    }
    if (written !== length) throw new AppError('log.tampered', `${name} is not as long as it was`);
    await put(tarPadding(length));
  }
  await put(TAR_END);
  archive.end();
  await once(response, 'finish');
}

function gone(): never {
  throw new Error('the reader went away');
}
