import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import type { PairedAction } from '../../../shared/log/leaf/action.ts';
import type { Entry, EntryData } from '../../../shared/log/leaf/entry.ts';
import type { ClockReading, EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { originText, parseOrigin } from '../../../shared/log/leaf/origin.ts';
import { type Head, openCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { noteKey, parseVkey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { EMPTY_FRONTIER } from '../../../shared/log/tree/frontier.ts';
import type { LogKey } from '../../hash/log-key.ts';
import { sha256, verifyEd25519 } from '../../hash/node-hash.ts';
import { BALLAST_BYTES, Ballast } from '../disk/ballast.ts';
import type { KeyBoxKind } from '../station/key-box.ts';
import type { StoredLogRow } from '../tables/log-table.ts';
import { lastClock } from './clock-entries.ts';
import { pooledRandom } from './pooled-random.ts';
import { type LogGround, type LogState, StationLog } from './station-log.ts';
import { openStoredLog, READ_WHOLE_UP_TO, type StoredLog } from './stored-log.ts';

/** What `openLog` needs of this station. */
export interface LogOptions {
  readonly station: string;
  /** Version of the app. */
  readonly app: string;
  readonly key: LogKey;
  /** What protects the key; recorded in the genesis. */
  readonly keyKind: KeyBoxKind;
  readonly clock: () => ClockReading;
  /** The highest head of this vault's log that this station remembers outside the file; null when it never saw one. */
  readonly seen: Head | null;
  /**
   * When the file's log is shorter than `seen`, was changed, or is of another key: `refuse` throws `log.rollback` or
   * `log.tampered`; `begin-anew` starts the next epoch, which cites the highest head known. The old log is never continued.
   */
  readonly onMismatch: 'refuse' | 'begin-anew';
  readonly ballastBytes?: number;
  readonly random?: (length: number) => Uint8Array;
}

/** The parts of the vault file that the log needs. */
export type FileGround = Pick<LogGround, 'transaction' | 'tables' | 'change' | 'identity'> & {
  readonly path: string;
  readonly vault: string;
  readonly practice: boolean;
};

type Reason = 'founded' | 'joined' | 'rollback' | 'tampered' | 'key_changed';
interface Previous {
  readonly reason: Reason;
  readonly head: Head | null;
}
type Found =
  | { readonly kind: 'continue'; readonly row: StoredLogRow; readonly stored: StoredLog }
  | { readonly kind: 'begin'; readonly epoch: number; readonly previous: Previous };

/**
 * Opens this station's log in the file: recomputes its tree, compares it with what the station remembers, begins it when
 * there is none, and gives every intent without a result its result. Of a long log only the newest entries are read:
 * call `readOn` until it says that all were.
 */
export function openLog(file: FileGround, options: LogOptions): StationLog {
  const found = findLog(file, options);
  const epoch = found.kind === 'continue' ? epochOf(found.row.origin) : found.epoch;
  const log = originText({ vault: file.vault, station: options.station, epoch });
  const ground: LogGround = {
    ...file,
    ballast: new Ballast(file.path, options.ballastBytes ?? BALLAST_BYTES),
    signer: { key: noteKey(log, options.key.publicKey, sha256), sign: options.key.sign },
    station: { log, dev: options.station, vault: file.vault, app: options.app, practice: file.practice },
    clock: options.clock,
    random: options.random ?? pooledRandom,
  };
  if (found.kind === 'begin') {
    const station = new StationLog(ground, { n: null, frontier: EMPTY_FRONTIER, last: null, open: [], due: [], unread: null });
    station.commit({ entries: genesis(found.previous, vkeyText(ground.signer.key), options.keyKind) });
    return station;
  }
  const { row, stored } = found;
  const state: LogState = {
    n: row.n,
    frontier: stored.frontier,
    last: lastClock(stored.last),
    open: stored.openIntents.map(({ seq }) => seq),
    due: stored.unread === null && stored.frontier.size > READ_WHOLE_UP_TO ? stored.marks : [],
    unread: stored.unread,
  };
  const station = new StationLog(ground, state);
  if (stored.openIntents.length > 0) station.commit({ entries: unknownResults(stored.openIntents) });
  return station;
}

function findLog(file: FileGround, options: LogOptions): Found {
  const all = file.tables.logs.all();
  const ours = all
    .filter(({ origin }) => isOurs(origin, file.vault, options.station))
    .sort((a, b) => epochOf(a.origin) - epochOf(b.origin));
  const row = ours.at(-1);
  const { seen } = options;
  if (row === undefined && seen === null) {
    const other = all.at(-1);
    const reason = other === undefined ? 'founded' : 'joined';
    return { kind: 'begin', epoch: 1, previous: { reason, head: other === undefined ? null : statedHead(file, other) } };
  }
  const verdict = row === undefined ? 'rollback' : judge(file, row, options);
  if (row !== undefined && typeof verdict !== 'string') return { kind: 'continue', row, stored: verdict };
  const reason = typeof verdict === 'string' ? verdict : 'rollback';
  const size = row === undefined ? 0 : (file.tables.heads.get(row.n)?.size ?? 0);
  if (options.onMismatch === 'refuse') throw mismatch(reason, seen, size);
  const epochs = [...ours, ...(seen === null ? [] : [seen])].map(({ origin }) => epochOf(origin));
  const head = seen ?? (row === undefined ? null : statedHead(file, row));
  return { kind: 'begin', epoch: Math.max(...epochs) + 1, previous: { reason, head } };
}

function isOurs(origin: string, vault: string, station: string): boolean {
  try {
    const parsed = parseOrigin(origin);
    return parsed.vault === vault && parsed.station === station;
  } catch {
    return false;
  }
}

function epochOf(origin: string): number {
  return parseOrigin(origin).epoch;
}

/** The log where it may be continued, else what is wrong with it. */
function judge(file: FileGround, row: StoredLogRow, { seen, key }: LogOptions): StoredLog | Reason {
  const sameLog = seen !== null && seen.origin === row.origin;
  if (seen !== null && !sameLog && epochOf(seen.origin) > epochOf(row.origin)) return 'rollback';
  if (row.vkey !== vkeyText(noteKey(row.origin, key.publicKey, sha256))) return 'key_changed';
  let stored: StoredLog;
  try {
    stored = openStoredLog(file.tables, row, sameLog ? seen.size : null);
  } catch (error) {
    if (isAppError(error, 'log.tampered')) return 'tampered';
    throw error;
  }
  return sameLog && stored.rootAt !== seen.root ? 'rollback' : stored;
}

/** The head that another log's checkpoint states, null where it does not hold. */
function statedHead(file: FileGround, row: StoredLogRow): Head | null {
  try {
    return openCheckpoint(file.tables.heads.get(row.n)?.note ?? '', parseVkey(row.vkey, sha256), verifyEd25519);
  } catch (error) {
    if (isAppError(error, 'log.bad_checkpoint')) return null;
    throw error;
  }
}

function genesis({ reason, head }: Previous, vkey: string, keyKind: KeyBoxKind): EntryDraft[] {
  const previous: EntryData = head === null ? {} : { prev_origin: head.origin, prev_size: head.size, prev_root: head.root };
  const d = { vkey, key_kind: keyKind, reason, ...previous };
  const entries: EntryDraft[] = [{ act: 'log.genesis', out: 'ok', d }];
  if (reason !== 'founded' && reason !== 'joined') entries.push({ act: 'log.rollback_detected', out: 'ok', d: { reason, ...previous } });
  return entries;
}

/** The results of what was interrupted: nobody knows how it ended, and the log says so (L6). */
function unknownResults(intents: readonly Entry[]): EntryDraft[] {
  const results = intents.map(
    ({ act, seq, who, cer, inc, drill, obj }): EntryDraft => ({
      act: act as PairedAction,
      ph: 'result',
      ref: seq,
      out: 'unknown',
      who,
      cer,
      inc,
      drill,
      obj,
    }), // intents are of paired acts alone: parseEntry
  );
  return [...results, { act: 'recovery.unknown', out: 'ok', d: { count: intents.length } }];
}

function mismatch(reason: Reason, seen: Head | null, size: number): AppError {
  const detail = { reason, seen: seen?.size ?? 0, found: size };
  return reason === 'rollback'
    ? new AppError('log.rollback', `the file holds ${size} entries, this station has seen ${detail.seen}`, { detail })
    : new AppError('log.tampered', `the log in this file may not be continued: ${reason}`, { detail });
}
