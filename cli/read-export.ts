import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/base/app-error.ts';
import { type Disclosure, parseDisclosure } from '../shared/log/disclosure.ts';
import { EXPORT_FILES, lines } from '../shared/log/export-folder.ts';
import type { Evidence } from '../shared/log/verify-log.ts';

const CHUNK = 64 * 1024;
const SMALL_FILE = 64 * 1024;

/**
 * The evidence in an export folder, read as it is verified. Throws `log.export_unreadable` when one of the three files that
 * must be there is not, or may not be read (detail `file`). What is wrong inside them is for the verifier to say.
 */
export function readExport(folder: string): Evidence {
  for (const name of [EXPORT_FILES.events, EXPORT_FILES.checkpoint, EXPORT_FILES.vkey]) {
    if (!mayRead(join(folder, name))) throw new AppError('log.export_unreadable', `${name} is missing`, { detail: { file: name } });
  }
  const hashes = join(folder, EXPORT_FILES.hashes);
  const disclosures = join(folder, EXPORT_FILES.disclosures);
  return {
    leaves: fileLines(join(folder, EXPORT_FILES.events)),
    checkpoint: smallText(join(folder, EXPORT_FILES.checkpoint)),
    vkey: smallText(join(folder, EXPORT_FILES.vkey)).replace(/\n$/, ''),
    ...(existsSync(hashes) ? { leafHashes: hashLines(readFileSync(hashes, 'latin1')) } : {}),
    ...(existsSync(disclosures) ? { disclosures: disclosureLines(disclosures) } : {}),
  };
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function smallText(path: string): string {
  const bytes = readFileSync(path);
  return bytes.length > SMALL_FILE ? '' : bytes.toString('utf8');
}

/** Empty, and so never the signed ones, when the file is anything but hashes. */
function hashLines(text: string): string[] {
  return /^([0-9a-f]{64}\n)*$/.test(text) ? text.split('\n').slice(0, -1) : [];
}

function* disclosureLines(path: string): Generator<Disclosure, undefined> {
  for (const line of fileLines(path)) yield parseDisclosure(line);
  return undefined;
}

function fileLines(path: string): Iterable<Uint8Array> {
  return lines(chunksOf(path));
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
