import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/base/app-error.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { parseOrigin } from '../../../shared/log/leaf/origin.ts';
import type { Head } from '../../../shared/log/note/checkpoint.ts';
import { writeAtomically } from '../disk/atomic-file.ts';

const seen = z.strictObject({
  /** The highest charter version. */
  charter: z.int().min(0),
  head: z
    .strictObject({
      origin: z.string(),
      size: z.int().min(1),
      root: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .nullable(),
});

const station = z.strictObject({
  v: z.literal(1),
  id: z.string().min(1),
  name: z.string(),
  /** By vault id: what this station has seen, so that an older copy of the file is noticed. */
  seen: z.record(z.string(), seen),
});

/** What a station remembers outside of any vault file. */
export type StationMemory = z.infer<typeof station>;

/** Null when there is no file yet. Throws `vault.damaged` when it cannot be read, so that people learn that its memory is lost. */
export function readStation(path: string): StationMemory | null {
  if (!existsSync(path)) return null;
  try {
    return station.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new AppError('vault.damaged', "the station's memory cannot be read", { cause });
  }
}

/** Replaces the file as a whole. Throws `host.file_not_written`. */
export function writeStation(path: string, memory: StationMemory): void {
  writeAtomically(path, utf8(`${JSON.stringify(station.parse(memory), null, 2)}\n`));
}

/** `memory` with this head, if it is higher than the one it has: a later epoch, or a larger size. Charters likewise. */
export function withSeen(
  memory: StationMemory,
  vault: string,
  now: { readonly head: Head | null; readonly charter: number },
): StationMemory {
  const before = memory.seen[vault] ?? { charter: 0, head: null };
  const head = before.head !== null && (now.head === null || isHigher(before.head, now.head)) ? before.head : now.head;
  return { ...memory, seen: { ...memory.seen, [vault]: { charter: Math.max(before.charter, now.charter), head: head && { ...head } } } };
}

function isHigher(a: Head, b: Head): boolean {
  const epochs = parseOrigin(a.origin).epoch - parseOrigin(b.origin).epoch;
  return epochs > 0 || (epochs === 0 && a.size > b.size);
}
