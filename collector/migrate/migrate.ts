/** A collector moves to another database: everything is copied, read again on both sides, and only then one is left for the other. */
import { existsSync } from 'node:fs';
import { AppError } from '../../shared/base/app-error.ts';
import type { Database, ReadHandle, Value } from '../store/database.ts';
import { openDatabase } from '../store/open-database.ts';
import { type Content, contentOf, differences } from './content.ts';
import { type MoveProgress, moveOf, setMove } from './move-row.ts';
import { countOf, keyIn, MOVED_TABLES, pagesOf } from './rows.ts';

export interface Migration {
  /** `sqlite:PATH` or `postgres://…`, of a collector that does not run. */
  readonly from: string;
  /** Empty, or where this migration was cut off. On PostgreSQL, by a role that owns the tables or may make them. */
  readonly to: string;
  readonly report: (line: string) => void;
}

/**
 * Moves a collector. May be cut off anywhere and run again: it goes on where it was, or begins anew where somebody has written
 * at the source since. When it resolves, every row and the root of every log are the same on both sides, no collector starts on
 * the source any more, and one may start on the target; null where that was done before. Throws `collector.cannot_write` where
 * either side is in use or cannot be used, and for a target that has something else in it; `log.tampered` where the source does
 * not hold what its heads say, or a side changed while it was read.
 */
export async function moveContent({ from, to, report }: Migration): Promise<Content | null> {
  if (from.startsWith('sqlite:') && !existsSync(from.slice(7)))
    throw new AppError('collector.cannot_write', 'there is no database at the source');
  const source = await openDatabase(from, 'move');
  try {
    const target = await openDatabase(to, 'move');
    try {
      return await moveBetween(source, target, report);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function moveBetween(source: Database, target: Database, report: (line: string) => void): Promise<Content | null> {
  const origin = await originOf(source);
  const [here, there] = [await moveOf(source), await moveOf(target)];
  if (here?.state === 'arriving')
    throw new AppError('collector.cannot_write', 'a collector is being moved to the source, and not all of it is there');
  if (here?.state === 'left' && there?.origin === origin && (there.state === 'arrived' || there.state === 'told')) return null;
  if (there?.state !== 'arriving') {
    if (there !== null || !(await isEmpty(target))) throw new AppError('collector.cannot_write', 'the target has a collector in it');
    if (here?.state === 'left') throw new AppError('collector.cannot_write', 'the collector was moved from the source to another database');
  } else if (there.origin !== origin) throw new AppError('collector.cannot_write', 'another collector is being moved to the target');

  const mark = await markOf(source);
  let progress: MoveProgress = { from: source.kind, mark, at: null, own: null };
  if (there?.progress.mark === mark) {
    progress = there.progress;
    report(progress.at === null ? 'Nothing was copied yet.' : `Going on in ${progress.at.table}.`);
  } else await beginAnew(target, { origin, progress });
  await copyAll(source, target, { origin, progress, report });

  report('Everything is copied. Reading both sides again.');
  const [before, after] = [await contentOf(source), await contentOf(target)];
  const different = differences(before, after);
  if (different.length > 0) {
    await target.transaction((tx) => setMove(tx, { state: 'arriving', origin, progress: { ...progress, mark: '' } }));
    throw new AppError('log.tampered', `the two are not the same: ${different.join('; ')}. Run it again to begin anew`);
  }
  for (const { origin: name, entries, root } of after.logs)
    report(`${name}: ${entries} entries, root ${root === '' ? 'of none' : root}, the same on both sides.`);
  const own = after.logs.at(-1) ?? { entries: 0, root: '' };
  const done = { origin, progress: { ...progress, own: { size: own.entries, root: own.root } } };
  // The source first: at no time may a collector start on both.
  await source.transaction((tx) => setMove(tx, { ...done, state: 'left' }));
  await target.transaction((tx) => setMove(tx, { ...done, state: 'arrived' }));
  return after;
}

async function originOf(db: ReadHandle): Promise<string> {
  return (await db.one<{ hash: string }>('SELECT hash FROM own_entry WHERE seq = 0'))?.hash ?? '';
}

/** Whatever a collector does to a database changes one of these. */
async function markOf(db: ReadHandle): Promise<string> {
  const [counter, own, logs, sinks] = [
    await db.one('SELECT pos FROM counter'),
    await db.one('SELECT size, note FROM own_head'),
    await db.one('SELECT COUNT(*) AS n, SUM(seen_at) AS seen, SUM(next) AS next, SUM(receipt_time) AS received FROM log'),
    await db.one('SELECT COUNT(*) AS n, SUM(pos) AS pos FROM sink'),
  ];
  const sessions = await db.one('SELECT COUNT(*) AS n, SUM(seen_at) AS seen FROM session');
  const passkeys = await db.one('SELECT COUNT(*) AS n, SUM(used_at) AS used FROM passkey');
  const counts = [await countOf(db, 'disclosure'), await countOf(db, 'challenge')];
  return JSON.stringify([counter, own, logs, sinks, sessions, passkeys, counts]);
}

async function isEmpty(db: ReadHandle): Promise<boolean> {
  for (const table of MOVED_TABLES) if (table !== 'counter' && (await countOf(db, table)) > 0) return false;
  return (await db.one<{ pos: number }>('SELECT pos FROM counter'))?.pos === 0;
}

async function beginAnew(
  target: Database,
  { origin, progress }: { readonly origin: string; readonly progress: MoveProgress },
): Promise<void> {
  await target.transaction(async (tx) => {
    for (const table of MOVED_TABLES) await tx.run(target.kind === 'postgres' ? `TRUNCATE ${table}` : `DELETE FROM ${table}`);
    await setMove(tx, { state: 'arriving', origin, progress });
  });
}

interface Copying {
  readonly origin: string;
  readonly progress: MoveProgress;
  readonly report: (line: string) => void;
}

/** A page, and how far that is, in one transaction. */
async function copyAll(source: ReadHandle, target: Database, { origin, progress, report }: Copying): Promise<void> {
  const { at } = progress;
  const first = at === null ? 0 : MOVED_TABLES.indexOf(at.table);
  for (const table of MOVED_TABLES.slice(first)) {
    let copied = 0;
    for await (const rows of pagesOf(source, table, at?.table === table ? at.after : null)) {
      const [one] = rows;
      const last = rows.at(-1);
      if (one === undefined || last === undefined) continue;
      const columns = Object.keys(one);
      const key = keyIn(table, last).filter(isKey);
      await target.transaction(async (tx) => {
        await tx.insert(
          table,
          columns,
          rows.map((row) => columns.map((column) => row[column] ?? null)),
        );
        await setMove(tx, { state: 'arriving', origin, progress: { ...progress, at: { table, after: key } } });
      });
      copied += rows.length;
    }
    if (copied > 0) report(`${table}: ${copied} rows copied.`);
  }
}

/** No key of ours is null or bytes. */
function isKey(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
