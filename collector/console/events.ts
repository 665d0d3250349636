/** The entries of stations' logs by page: in order of arrival, or of one log backwards. A page reads `MAX_ROWS_PER_PAGE` at most. */
import { AppError } from '../../shared/base/app-error.ts';
import { fromUtf8 } from '../../shared/base/bytes.ts';
import { PACKAGE_ENTRIES } from '../../shared/log/exchange/entry-package.ts';
import { leavesBetween } from '../store/bundles.ts';
import type { ReadHandle, Value } from '../store/database.ts';
import type { EventLine } from './answers.ts';
import type { LogNames } from './log-names.ts';

/** Rows that one page looks at before it says where to go on. */
const MAX_ROWS_PER_PAGE = 20_000;

/** What is looked for; null and empty for everything. */
export interface Wanted {
  readonly act: string | null;
  readonly cer: string | null;
  readonly inc: string | null;
  readonly drills: 'with' | 'without' | 'only';
  /** A part of what acts, people and incidents are called by. */
  readonly search: string;
}

interface EventRow {
  readonly pos: number;
  readonly log: number;
  readonly seq: number;
  readonly hash: string;
  readonly wall: number;
  readonly received_at: number;
}

/** One page of entries. */
export interface EventPage {
  readonly rows: readonly EventLine[];
  /** Where the next page begins; null at the end. */
  readonly next: number | null;
}

const COLUMNS = 'pos, log, seq, hash, wall, received_at';

/** After the position `after`, oldest first. */
export async function eventsAfter(
  db: ReadHandle,
  names: LogNames,
  { after, limit, wanted }: { readonly after: number; readonly limit: number; readonly wanted: Wanted },
): Promise<EventPage> {
  const { sql, values } = conditions(wanted);
  const end = (await db.one<{ pos: number }>('SELECT MAX(pos) AS pos FROM event'))?.pos ?? 0;
  // An act or a ceremony has an index of its own; anything else is looked for in a stretch of the log at a time.
  const indexed = wanted.search === '' && wanted.inc === null && (wanted.act !== null || wanted.cer !== null || wanted.drills === 'with');
  const until = indexed ? end : Math.min(end, after + MAX_ROWS_PER_PAGE);
  const rows = await db.all<EventRow>(
    `SELECT ${COLUMNS} FROM event WHERE pos > ? AND pos <= ?${sql} ORDER BY pos LIMIT ?`,
    after,
    until,
    ...values,
    limit,
  );
  const last = rows.length === limit ? (rows.at(-1)?.pos ?? until) : until;
  return { rows: await linesOf(db, names, rows), next: last >= end ? null : last };
}

/** Of one log before the entry `before`, newest first. */
export async function eventsOfLog(
  db: ReadHandle,
  names: LogNames,
  { log, before, limit, wanted }: { readonly log: number; readonly before: number; readonly limit: number; readonly wanted: Wanted },
): Promise<EventPage> {
  const { sql, values } = conditions(wanted);
  const newest = (await db.one<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM event WHERE log = ?', log))?.seq ?? -1;
  const until = Math.min(before, newest + 1);
  const from = Math.max(0, until - MAX_ROWS_PER_PAGE);
  const rows = await db.all<EventRow>(
    `SELECT ${COLUMNS} FROM event WHERE log = ? AND seq < ? AND seq >= ?${sql} ORDER BY seq DESC LIMIT ?`,
    log,
    until,
    from,
    ...values,
    limit,
  );
  const last = rows.length === limit ? (rows.at(-1)?.seq ?? from) : from;
  return { rows: await linesOf(db, names, rows), next: last <= 0 ? null : last };
}

/** Of one ceremony, in the order in which they arrived; at most `limit`. */
export async function eventsOfCeremony(db: ReadHandle, names: LogNames, cer: string, limit: number): Promise<readonly EventLine[]> {
  return linesOf(db, names, await db.all<EventRow>(`SELECT ${COLUMNS} FROM event WHERE cer = ? ORDER BY pos LIMIT ?`, cer, limit));
}

function conditions({ act, cer, inc, drills, search }: Wanted): { readonly sql: string; readonly values: readonly Value[] } {
  const parts: string[] = [];
  const values: Value[] = [];
  const and = (sql: string, ...given: Value[]): void => {
    parts.push(` AND ${sql}`);
    values.push(...given);
  };
  if (act !== null) and('act = ?', act);
  if (cer !== null) and('cer = ?', cer);
  if (inc !== null) and('inc = ?', inc);
  if (drills !== 'with') and(drills === 'only' ? 'drill + practice > 0' : 'drill + practice = 0');
  if (search !== '') {
    const like = `%${search.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
    and(
      "(LOWER(act) LIKE ? ESCAPE '!' OR LOWER(who) LIKE ? ESCAPE '!' OR LOWER(COALESCE(inc, '')) LIKE ? ESCAPE '!' OR LOWER(COALESCE(cer, '')) LIKE ? ESCAPE '!')",
      like,
      like,
      like,
      like,
    );
  }
  return { sql: parts.join(''), values };
}

/** With leaf and words; the leaves of one bundle are read once. Throws `log.unknown_entry` when the index names what is not here. */
export async function linesOf(db: ReadHandle, names: LogNames, rows: readonly EventRow[]): Promise<EventLine[]> {
  const chunks = new Map<string, readonly Uint8Array[]>();
  const lines: EventLine[] = [];
  const said = await wordsOf(db, rows);
  for (const { log, ...row } of rows) {
    const from = row.seq - (row.seq % PACKAGE_ENTRIES);
    const key = `${log}/${from}`;
    const leaves = chunks.get(key) ?? (await leavesBetween(db, log, from, from + PACKAGE_ENTRIES));
    chunks.set(key, leaves);
    const leaf = leaves[row.seq - from];
    if (leaf === undefined) throw new AppError('log.unknown_entry', 'an indexed entry is not here');
    const { oh, name } = await names.ofNumber(log);
    lines.push({ ...row, log: oh, station: name, leaf: fromUtf8(leaf), said: said.get(`${log}/${row.seq}`) ?? {} });
  }
  return lines;
}

/** By `LOG/SEQ`, of a page of rows. */
export async function wordsOf(db: ReadHandle, rows: readonly { readonly log: number; readonly seq: number }[]) {
  const words = new Map<string, Record<string, string>>();
  for (const log of new Set(rows.map((row) => row.log))) {
    const seqs = [...new Set(rows.filter((row) => row.log === log).map(({ seq }) => seq))];
    const found = await db.all<{ seq: number; path: string; value: string }>(
      `SELECT seq, path, value FROM disclosure WHERE log = ? AND seq IN (${seqs.map(() => '?').join(', ')})`,
      log,
      ...seqs,
    );
    for (const { seq, path, value } of found) {
      const key = `${log}/${seq}`;
      words.set(key, { ...words.get(key), [path]: value });
    }
  }
  return words;
}
