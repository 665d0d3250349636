import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, toIso } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';
import { ocsfEvent } from './ocsf.ts';
import type { DeliveryOutcome } from './outcome.ts';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants;
const TAIL_BYTES = 65_536;

/**
 * Appends the items to the file of this day, one event of OCSF a line. Never throws. Delivered: it is on the disk. A line that an earlier
 * attempt left half written is taken away first.
 */
export function writeOcsf(items: readonly FeedItem[], folder: string, now: Instant): DeliveryOutcome {
  try {
    append(ocsfFile(folder, now), items.map((item) => `${ocsfEvent(item)}\n`).join(''));
    return { kind: 'delivered' };
  } catch (error) {
    return { kind: 'retry', why: error instanceof Error ? error.message : 'not written' };
  }
}

/** The file of this day (UTC): what is older may be taken away at any time, and so may this one. */
export function ocsfFile(folder: string, now: Instant): string {
  return join(folder, `halligan-${toIso(now).slice(0, 10)}.ocsf.jsonl`);
}

function append(path: string, text: string): void {
  const file = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error(`${path} is not a file`);
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw new Error(`${path} may be read by others`);
    ftruncateSync(file, wholeLines(file, found.size));
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
    if (found.size === 0) syncFolder(path);
  } finally {
    closeSync(file);
  }
}

/** How many bytes there are up to the last line break. */
function wholeLines(file: number, size: number): number {
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - TAIL_BYTES);
    const tail = Buffer.alloc(end - start);
    readSync(file, tail, 0, tail.length, start);
    const at = tail.lastIndexOf(0x0a);
    if (at !== -1) return start + at + 1;
    end = start;
  }
  return 0;
}

/** A new file's name is durable with its folder. Windows has no such means. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(join(path, '..'), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
