import { disclosureLines } from '../../shared/log/export/disclosure-lines.ts';
import { EXPORT_FILES, lines, parseReceiptName, smallText } from '../../shared/log/export/export-folder.ts';
import { readLeafHashes } from '../../shared/log/tree/leaf-hashes.ts';
import type { Evidence } from '../../shared/log/verify/verify-log.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Called with how many bytes of the entries have been read, and of how many. */
export type OnRead = (read: number, of: number) => void;

/**
 * The evidence in these files, by their path in the export folder, read as it is verified; null when one of the three that
 * must be there is not. A file that the browser may not read throws what the browser says.
 */
export function fileEvidence(files: ReadonlyMap<string, File>, onRead: OnRead): Evidence | null {
  const events = files.get(EXPORT_FILES.events);
  const checkpoint = files.get(EXPORT_FILES.checkpoint);
  const vkey = files.get(EXPORT_FILES.vkey);
  const hashes = files.get(EXPORT_FILES.hashes);
  const disclosures = files.get(EXPORT_FILES.disclosures);
  if (events === undefined || checkpoint === undefined || vkey === undefined) return null;
  return {
    leaves: lines(chunksOf(events, onRead)),
    checkpoint: smallText(bytesOf(checkpoint)),
    vkey: smallText(bytesOf(vkey)).replace(/\n$/, ''),
    ...(hashes === undefined ? {} : { leafHashes: readLeafHashes(bytesOf(hashes)) }),
    receipts: [...files].flatMap(([path, file]) => {
      const size = receiptSize(path);
      return size === null ? [] : [{ size, note: smallText(bytesOf(file)) }];
    }),
    ...(disclosures === undefined ? {} : { disclosures: disclosureLines(chunksOf(disclosures)) }),
  };
}

function receiptSize(path: string): number | null {
  const [folder, name, ...deeper] = path.split('/');
  return folder === EXPORT_FILES.receipts && name !== undefined && deeper.length === 0 ? parseReceiptName(name) : null;
}

function bytesOf(blob: Blob): Uint8Array {
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
}

function* chunksOf(file: File, onRead: OnRead = () => undefined): Generator<Uint8Array, undefined> {
  for (let from = 0; from < file.size; from += CHUNK_BYTES) {
    yield bytesOf(file.slice(from, from + CHUNK_BYTES));
    onRead(Math.min(from + CHUNK_BYTES, file.size), file.size);
  }
  return undefined;
}
