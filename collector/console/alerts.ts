/** Alerts as people see them: open until somebody took note of them, or told everybody again. */
import { AppError } from '../../shared/base/app-error.ts';
import { copyOf, fromUtf8 } from '../../shared/base/bytes.ts';
import type { Collector } from '../ground/collector.ts';
import { alertSentence } from '../store/alert-sentence.ts';
import { type AlertKind, raise } from '../store/alerts.ts';
import { appendOwn } from '../store/own-log.ts';
import type { AlertAnswer } from './answers.ts';
import { wordsOf } from './events.ts';
import type { LogNames } from './log-names.ts';

/** A row of the table `alert`. */
interface Row extends Omit<AlertAnswer, 'kind' | 'log' | 'station' | 'leaf' | 'sentence' | 'said'> {
  readonly kind: AlertKind;
  readonly log: number | null;
  readonly leaf: Uint8Array | null;
}

const COLUMNS = 'pos, id, kind, severity, drill, log, seq, about, hash, leaf, act, cer, wall, raised_at, state, changed_at, changed_by';

/** Which alerts: those that wait for somebody, those of drills and practice, or all. */
export type Which = 'open' | 'drills' | 'all';

const WHERE: Readonly<Record<Which, string>> = {
  open: "state = 'open' AND drill = 0",
  drills: "state = 'open' AND drill = 1",
  all: "state <> 'told'",
};

/** Before the position `before`, newest first. */
export async function alertsBefore(
  { db }: Collector,
  names: LogNames,
  { which, before, limit }: { readonly which: Which; readonly before: number; readonly limit: number },
): Promise<{ readonly rows: readonly AlertAnswer[]; readonly next: number | null }> {
  const sql = `SELECT ${COLUMNS} FROM alert WHERE ${WHERE[which]} AND pos < ? ORDER BY pos DESC LIMIT ?`;
  const found = await db.all<Row>(sql, before, limit);
  const rows: AlertAnswer[] = [];
  const said = await wordsOf(
    db,
    found.flatMap(({ log, seq }) => (log === null || seq === null ? [] : [{ log, seq }])),
  );
  for (const { log, leaf, ...row } of found) {
    const of = log === null ? null : await names.ofNumber(log);
    rows.push({
      ...row,
      log: of?.oh ?? null,
      station: of?.name ?? null,
      leaf: leaf === null ? null : fromUtf8(leaf),
      sentence: leaf === null ? alertSentence(row, null) : null,
      said: said.get(`${log}/${row.seq}`) ?? {},
    });
  }
  return { rows, next: found.length === limit ? (found.at(-1)?.pos ?? null) : null };
}

/**
 * Takes note of an open alert, or tells everybody of it again through every feed, a drill still as a drill. Throws
 * `collector.not_found` where no such alert is open.
 */
export async function settleAlert(collector: Collector, id: string, how: 'acknowledged' | 'escalated', by: string): Promise<void> {
  const { db, keys, now } = collector;
  const at = now();
  await db.transaction(async (tx) => {
    const changed = await tx.run(
      "UPDATE alert SET state = ?, changed_at = ?, changed_by = ? WHERE id = ? AND (state = 'open' OR (state = 'escalated' AND ? = 'acknowledged'))",
      how,
      at,
      by,
      id,
      how,
    );
    const row = await tx.one<Row>(`SELECT ${COLUMNS} FROM alert WHERE id = ?`, id);
    if (changed !== 1 || row === null) throw new AppError('collector.not_found', 'no such alert is open');
    if (how === 'escalated') {
      const told = await raise(tx, at, {
        kind: 'escalated',
        about: id,
        severity: row.drill === 1 ? 'info' : 'critical',
        drill: row.drill === 1,
        log: row.log,
        entry: entryOf(row),
      });
      // It is there for the feeds: at the page, the alert that was escalated says so itself.
      await tx.run("UPDATE alert SET state = 'told' WHERE id = ?", told.id);
    }
    const act = how === 'escalated' ? 'alert.escalate' : 'alert.acknowledge';
    const of = row.log === null ? null : await tx.one<{ origin: string }>('SELECT origin FROM log WHERE n = ?', row.log);
    await appendOwn(tx, keys.heads, at, [{ act, who: by, of: of?.origin ?? null, d: { alert: id } }]);
  });
}

function entryOf({ seq, hash, leaf, act, cer, wall }: Row) {
  if (seq === null || hash === null || leaf === null || act === null) return null;
  return { seq, hash, leaf: copyOf(leaf), act, cer, wall: wall ?? 0 };
}
