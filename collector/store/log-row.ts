import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { type NoteKey, parseVkey } from '../../shared/log/note/vkey.ts';
import type { ReadHandle, Writer } from './database.ts';

/** What the collector knows of one station's log. */
export interface StationLogRow {
  readonly n: number;
  readonly origin: string;
  readonly vkey: string;
  readonly name: string;
  readonly enrol_id: string;
  readonly code_hash: string | null;
  /** 1 for one that is practised with. */
  readonly practice: number;
  /** What protects its key at the station, by its first entry. */
  readonly key_kind: string;
  readonly state: 'pending' | 'active' | 'refused' | 'frozen';
  /** Of the last head that was accepted. */
  readonly size: number;
  readonly root: string;
  readonly note: string;
  /** How many entries are durable here. */
  readonly next: number;
  /** Over these. */
  readonly frontier: string;
  /** Of the last receipt, seconds; 0 for none. */
  readonly receipt_time: number;
}

const COLUMNS = 'n, origin, vkey, name, enrol_id, code_hash, practice, key_kind, state, size, root, note, next, frontier, receipt_time';

/** The log of this origin, or null. */
export function logOf(db: ReadHandle, origin: string): Promise<StationLogRow | null> {
  return db.one<StationLogRow>(`SELECT ${COLUMNS} FROM log WHERE origin = ?`, origin);
}

/** The log whose enrolment was asked for under this id, or null. */
export function logOfRequest(db: ReadHandle, id: string): Promise<StationLogRow | null> {
  return db.one<StationLogRow>(`SELECT ${COLUMNS} FROM log WHERE enrol_id = ?`, id);
}

/** The log that may be written. Throws `collector.unknown_log`, `collector.not_active` and `collector.frozen`. */
export async function writableLog(db: ReadHandle, origin: string): Promise<StationLogRow & { readonly key: NoteKey }> {
  const row = await logOf(db, origin);
  if (row === null) throw new AppError('collector.unknown_log', 'no such log');
  if (row.state === 'frozen') throw new AppError('collector.frozen', 'the log is frozen');
  if (row.state !== 'active') throw new AppError('collector.not_active', 'the station is not let in');
  return { ...row, key: parseVkey(row.vkey, sha256) };
}

/** As `writableLog`, and nobody else changes it before `tx` ends. */
export async function heldLog(tx: Writer, origin: string): Promise<StationLogRow & { readonly key: NoteKey }> {
  await tx.run('UPDATE log SET seen_at = seen_at WHERE origin = ?', origin);
  return writableLog(tx, origin);
}
