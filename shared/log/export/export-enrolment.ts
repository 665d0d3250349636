/** `enrollment.json` of an export: who receives the log, as whoever wrote the export knows it. No evidence. FORMAT.md §5. */
import { z } from 'zod';
import { AppError, isAppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { type CollectorPolicy, collectorPolicy, ENROLMENT_CODE } from '../exchange/enrolment.ts';
import { jcs, parseJcs } from '../leaf/jcs.ts';
import { parseCollectorKeys } from '../note/collector-key.ts';
import { parseVkey } from '../note/vkey.ts';
import type { Sha256 } from '../tree/tree-hash.ts';

/** What an export says of the collector. FORMAT.md has the fields. */
export interface ExportEnrolment {
  /** Who wrote the export. */
  readonly by: 'station' | 'collector';
  /** Of the request. */
  readonly id: string;
  readonly state: 'asked' | 'active' | 'refused' | 'forked' | 'frozen';
  /** Since when, in ms by the clock of who wrote it. */
  readonly at: number;
  /** Whether people compared the six words of the other side. */
  readonly compared: boolean;
  /** Of the log. */
  readonly vkey: string;
  readonly collector: { readonly receipts: string; readonly heads: string };
  /** SHA-256 of the collector's TLS key in hexadecimal; null where it is not pinned. */
  readonly spki: string | null;
  readonly policy: CollectorPolicy;
}

const schema = z.strictObject({
  v: z.literal(1),
  by: z.enum(['station', 'collector']),
  id: z.string().regex(ENROLMENT_CODE),
  state: z.enum(['asked', 'active', 'refused', 'forked', 'frozen']),
  at: z.int().min(1),
  compared: z.boolean(),
  vkey: z.string().max(512),
  collector: z.strictObject({ receipts: z.string().max(512), heads: z.string().max(512) }),
  spki: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  policy: collectorPolicy,
});
const newer = z.looseObject({ v: z.int().min(2) });

/** The bytes of the file, in the export of the log with this key. Throws `log.bad_enrolment` for what `openExportEnrolment` would refuse. */
export function writeExportEnrolment(of: ExportEnrolment, vkey: string, sha256: Sha256): Bytes {
  const bytes = utf8(`${jcs({ v: 1, ...of, collector: { ...of.collector }, policy: { ...of.policy } })}\n`);
  openExportEnrolment(bytes, vkey, sha256);
  return bytes;
}

/**
 * The inverse of `writeExportEnrolment`, of the log with this key. Throws `log.bad_enrolment` for another form, another log,
 * and keys that are not of one collector; `format.unknown_version` for a newer one.
 */
export function openExportEnrolment(bytes: Uint8Array, vkey: string, sha256: Sha256): ExportEnrolment {
  try {
    if (bytes.at(-1) !== 10) throw bad('its line has no end');
    const value = parseJcs(bytes.subarray(0, -1));
    const parsed = schema.safeParse(value);
    if (!parsed.success && newer.safeParse(value).success) throw new AppError('format.unknown_version', 'an enrolment of a newer version');
    if (!parsed.success) throw new AppError('log.bad_enrolment', 'enrollment.json: wrong fields', { cause: parsed.error });
    const { v: _, ...of } = parsed.data;
    if (of.vkey !== vkey) throw bad('of another log');
    parseVkey(of.vkey, sha256);
    parseCollectorKeys(of.collector, sha256);
    return of;
  } catch (cause) {
    if (!isAppError(cause) || cause.code === 'format.unknown_version' || cause.code === 'log.bad_enrolment') throw cause;
    throw new AppError('log.bad_enrolment', 'enrollment.json: does not hold', { cause });
  }
}

function bad(why: string): AppError {
  return new AppError('log.bad_enrolment', `enrollment.json: ${why}`);
}
