import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/base/app-error.ts';
import { fromHex, utf8 } from '../../../shared/base/bytes.ts';
import { filesBeside } from '../../../shared/log/export/export-beside.ts';
import type { ExportEnrolment } from '../../../shared/log/export/export-enrolment.ts';
import { EXPORT_FILES } from '../../../shared/log/export/export-folder.ts';
import { encodeDisclosure } from '../../../shared/log/leaf/disclosure.ts';
import type { Head } from '../../../shared/log/note/checkpoint.ts';
import { sha256 } from '../../hash/node-hash.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import type { StoredEntries } from './stored-entries.ts';
import { VERIFY_SCRIPT } from './verify-script.ts';

const NEWLINE = Uint8Array.of(10);

interface SizedNote {
  readonly size: number;
  readonly note: string;
}

/** What an export is written from, and where. */
export interface LogExport {
  readonly entries: StoredEntries;
  /** The log's durable head. */
  readonly head: Head;
  /** Older checkpoints of this log with the receipts on them, smallest first. */
  readonly receipts?: readonly SizedNote[];
  /** Who receives the log; null where nobody does. */
  readonly enrolment?: ExportEnrolment | null;
  /** `verifier.html`; null when the host has none. */
  readonly page?: string | null;
  /** Made when missing; must be empty. */
  readonly folder: string;
  readonly words: (root: Uint8Array) => readonly string[];
}

/**
 * Writes the folder of shared/log/FORMAT.md §5 and makes it durable. Throws `host.file_not_written` when the folder holds
 * something already, or nothing can be written there.
 */
export function exportLog({ entries, head, receipts = [], enrolment = null, page = null, folder, words }: LogExport): void {
  const evidence = entries.evidence(head.origin);
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0) throw new AppError('host.file_not_written', 'the folder is not empty');
    mkdirSync(folder, { recursive: true });
    const put = (name: string, parts: Iterable<Uint8Array>) => writeParts(join(folder, name), parts);
    put(EXPORT_FILES.events, withNewlines(evidence.leaves));
    const { origin, size, root } = head;
    const same = receipts.filter((one) => one.size === size && halves(one.note)[0] === halves(evidence.checkpoint)[0]);
    const older = receipts.filter((one) => !same.includes(one));
    put(EXPORT_FILES.checkpoint, [utf8(joined([evidence.checkpoint, ...same.map(({ note }) => note)]))]);
    put(EXPORT_FILES.vkey, [utf8(`${evidence.vkey}\n`)]);
    put(
      EXPORT_FILES.hashes,
      evidence.leafHashes.map((hash) => utf8(`${hash}\n`)),
    );
    put(EXPORT_FILES.disclosures, withNewlines(Iterator.from(evidence.disclosures).map(encodeDisclosure)));
    if (older.length > 0) putReceipts(join(folder, EXPORT_FILES.receipts), older);
    const { vkey } = evidence;
    const names = readdirSync(folder);
    const beside = { origin, size, words: words(fromHex(root)), vkey, enrolment, page, script: VERIFY_SCRIPT, evidence: names };
    for (const [name, bytes] of filesBeside(beside, sha256)) put(name, [bytes]);
    syncFolder(folder);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('host.file_not_written', 'the log could not be written there', { cause });
  }
}

/** One file a size: where several collectors signed the same head, with the lines of each. */
function putReceipts(folder: string, receipts: readonly SizedNote[]): void {
  mkdirSync(folder);
  for (const [size, notes] of Map.groupBy(receipts, (one) => one.size))
    writeParts(join(folder, String(size)), [utf8(joined(notes.map(({ note }) => note)))]);
  syncFolder(folder);
}

/** One note with the signature lines of all, which sign the same. */
function joined(notes: readonly string[]): string {
  const [body] = halves(notes[0] ?? '');
  return `${body}\n\n${[...new Set(notes.flatMap((note) => halves(note)[1]))].join('\n')}\n`;
}

/** What a note signs, without its last newline, and its signature lines. */
function halves(note: string): [body: string, lines: string[]] {
  const [body = '', lines = ''] = note.split('\n\n');
  return [body, lines.split('\n').filter((line) => line !== '')];
}

function* withNewlines(parts: Iterable<Uint8Array>): Generator<Uint8Array, undefined> {
  for (const part of parts) {
    yield part;
    yield NEWLINE;
  }
  return undefined;
}

const BUFFERED_BYTES = 256 * 1024;

function writeParts(path: string, parts: Iterable<Uint8Array>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    let held: Uint8Array[] = [];
    let size = 0;
    const flush = () => {
      const bytes = Buffer.concat(held);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      held = [];
      size = 0;
    };
    for (const part of parts) {
      held.push(part);
      size += part.length;
      if (size >= BUFFERED_BYTES) flush();
    }
    flush();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
