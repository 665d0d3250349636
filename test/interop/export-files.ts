import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '../../shared/base/bytes.ts';
import { encodeDisclosure } from '../../shared/log/leaf/disclosure.ts';
import type { SampleLog } from '../harness/log/sample-log.ts';

/** The files of an export folder by name. */
export type ExportFiles = Readonly<Record<string, Uint8Array>>;

export function readFiles(folder: string): ExportFiles {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

export function writeFiles(folder: string, files: ExportFiles): void {
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

export function textOf(files: ExportFiles, name: string): string {
  return fromUtf8(files[name] ?? new Uint8Array());
}

/** The lines of events.jsonl without their newlines. */
export function leavesOf(files: ExportFiles): Uint8Array[] {
  const bytes = files['events.jsonl'] ?? new Uint8Array();
  const leaves: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, from);
    const end = newline < 0 ? bytes.length : newline;
    leaves.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return leaves;
}

/** Lines of bytes, each with its newline. */
export function joined(lines: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(lines.flatMap((line) => [line, Uint8Array.of(10)]));
}

export function filesOf({ leaves, checkpoint, vkey, leafHashes, disclosures }: SampleLog): ExportFiles {
  return {
    'events.jsonl': joined(leaves),
    checkpoint: utf8(checkpoint),
    vkey: utf8(`${vkey}\n`),
    hashes: utf8(leafHashes.map((hash) => `${hash}\n`).join('')),
    'disclosures.jsonl': joined(disclosures.map(encodeDisclosure)),
  };
}
