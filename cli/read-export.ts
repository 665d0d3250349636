import { accessSync, closeSync, constants, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/base/app-error.ts';
import { disclosureLines } from '../shared/log/export/disclosure-lines.ts';
import { EXPORT_FILES, lines, parseReceiptName, smallText } from '../shared/log/export/export-folder.ts';
import { readLeafHashes } from '../shared/log/tree/leaf-hashes.ts';
import type { OlderCheckpoint } from '../shared/log/verify/signed-heads.ts';
import type { Evidence } from '../shared/log/verify/verify-log.ts';

const CHUNK = 256 * 1024;

/**
 * The evidence in an export folder, read as it is verified. Throws `log.export_unreadable` when one of the three files that
 * must be there is not, or any file of the export may not be read (detail `file`). What is wrong inside them is for the verifier to say.
 */
export function readExport(folder: string): Evidence {
  const hashes = join(folder, EXPORT_FILES.hashes);
  const disclosures = join(folder, EXPORT_FILES.disclosures);
  const optional = [EXPORT_FILES.hashes, EXPORT_FILES.disclosures].filter((name) => existsSync(join(folder, name)));
  for (const name of [EXPORT_FILES.events, EXPORT_FILES.checkpoint, EXPORT_FILES.vkey, ...optional]) {
    if (!mayRead(join(folder, name))) throw unreadable(name);
  }
  return {
    leaves: lines(chunksOf(join(folder, EXPORT_FILES.events))),
    checkpoint: smallText(readFileSync(join(folder, EXPORT_FILES.checkpoint))),
    vkey: smallText(readFileSync(join(folder, EXPORT_FILES.vkey))).replace(/\n$/, ''),
    ...(existsSync(hashes) ? { leafHashes: readLeafHashes(readFileSync(hashes)) } : {}),
    receipts: olderCheckpoints(join(folder, EXPORT_FILES.receipts)),
    ...(existsSync(disclosures) ? { disclosures: disclosureLines(chunksOf(disclosures)) } : {}),
  };
}

/** How long the entries are. */
export function bytesOfEvents(folder: string): number {
  return statSync(join(folder, EXPORT_FILES.events)).size;
}

function olderCheckpoints(folder: string): OlderCheckpoint[] {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) throw unreadable(EXPORT_FILES.receipts);
  return readdirSync(folder).flatMap((name) => {
    const size = parseReceiptName(name);
    if (size === null) return [];
    if (!mayRead(join(folder, name))) throw unreadable(`${EXPORT_FILES.receipts}/${name}`);
    return [{ size, note: smallText(readFileSync(join(folder, name))) }];
  });
}

function unreadable(file: string): AppError {
  return new AppError('log.export_unreadable', `${file} cannot be read`, { detail: { file } });
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function* chunksOf(path: string): Generator<Uint8Array, undefined> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      const length = readSync(file, chunk);
      if (length === 0) return undefined;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
