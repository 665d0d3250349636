/** Who receives a log, as the vault file keeps it, bound to what the log itself says of it. */
import { z } from 'zod';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { toHex, utf8 } from '../../shared/base/bytes.ts';
import type { CollectorPolicy } from '../../shared/log/exchange/enrolment.ts';
import type { ExportEnrolment } from '../../shared/log/export/export-enrolment.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { type CollectorKeys, parseCollectorKeys } from '../../shared/log/note/collector-key.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { sha256 } from '../hash/node-hash.ts';
import type { Session } from '../session/session.ts';
import type { CollectorRow } from '../store/tables/collector-table.ts';

/** A collector that has answered: its keys are known. */
export interface KeptCollector extends CollectorRow {
  readonly state: Exclude<CollectorRow['state'], 'carried'>;
  readonly request: string;
  readonly keys: CollectorKeys;
  /** As in the log: shared/log/FORMAT.md §2. */
  readonly pins: string;
  readonly asks: CollectorPolicy;
}

const policy = z.strictObject({
  silence_hours: z.int(),
  drill_days: z.int(),
  disclosures: z.enum(['never', 'incident', 'always']),
});

/** One text for the keys that are pinned. `spki` null where the answer came by file without one. */
export function pinsText(keys: CollectorKeys, spki: string | null): string {
  return toHex(sha256(utf8(`halligan-pins/v1\n${vkeyText(keys.receipts)}\n${vkeyText(keys.heads)}\n${spki ?? ''}\n`)));
}

/**
 * The collector in the file; null where none has answered. Throws `collector.keys_changed` unless the entry that it names
 * holds the same pins (and is the comparison of the words, once it counts as made): the file alone is not believed.
 */
export function keptCollector({ file, log }: Session): KeptCollector | null {
  const row = file.read.collectors.get(log.origin);
  if (row === null || row.state === 'carried') return null;
  try {
    const { request, receipts, heads, spki, pinnedAt, state } = row;
    if (request === null || receipts === null || heads === null || pinnedAt === null) throw new Error('fields are missing');
    const keys = parseCollectorKeys({ receipts, heads }, sha256);
    const pins = pinsText(keys, spki);
    const [leaf] = file.entries.leaves(log.origin, pinnedAt, pinnedAt + 1);
    const entry = parseEntry(leaf ?? new Uint8Array());
    const acts = isCompared(row) ? ['collector.confirm'] : ['collector.request', 'collector.answer'];
    if (!acts.includes(entry.act) || entry.d['pins'] !== pins || entry.d['request'] !== request)
      throw new Error('the log names other keys');
    return { ...row, state, request, keys, pins, asks: policy.parse(JSON.parse(row.policy ?? '')) };
  } catch (cause) {
    throw new AppError('collector.keys_changed', 'the log does not name the keys of the collector in this file', { cause });
  }
}

/** What `read` gives; null also where the file names keys that the log does not. */
export function keptOrNone(read: () => KeptCollector | null): KeptCollector | null {
  try {
    return read();
  } catch (error) {
    if (!isAppError(error, 'collector.keys_changed')) throw error;
    return null;
  }
}

/** The collector's own name: the part of its vkey before the first plus sign. Empty when no collector has answered. */
export function nameIn({ receipts }: Pick<CollectorRow, 'receipts'>): string {
  return receipts?.split('+')[0] ?? '';
}

/** What an export says of the collector; null where `keptOrNone` gives none. `vkey`: of the log. */
export function enrolmentOf(session: Session, vkey: string): ExportEnrolment | null {
  const kept = keptOrNone(() => keptCollector(session));
  if (kept === null) return null;
  const { request: id, state, since: at, keys, spki, asks } = kept;
  const collector = { receipts: vkeyText(keys.receipts), heads: vkeyText(keys.heads) };
  return { by: 'station', id, state, at, compared: isCompared(kept), vkey, collector, spki, policy: asks };
}

/** Whether people here said that the collector's words are the same. */
function isCompared({ confirmed, state }: Pick<CollectorRow, 'confirmed' | 'state'>): boolean {
  return confirmed === 1 || state === 'active' || state === 'forked';
}

/** The fields of a row that another collector, or none, starts from. */
export const NOT_ASKED: Omit<CollectorRow, 'state' | 'since'> = {
  request: null,
  receipts: null,
  heads: null,
  spki: null,
  address: null,
  policy: null,
  confirmed: 0,
  letIn: 0,
  pinnedAt: null,
  disclosed: 0,
  fault: null,
  faultSince: null,
};
