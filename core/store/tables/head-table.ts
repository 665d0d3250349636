import { LOG_PLACES } from './entry-table.ts';
import type { Query, Sql } from './sql.ts';

/** The newest signed head of a log. */
export interface HeadRow {
  readonly size: number;
  /** The checkpoint. */
  readonly note: string;
}

/** The signed head of each log. It is stored in the row of the newest entry and written with it. */
export class HeadTable {
  readonly #get: Query<[number, number], { size: number; head: string; origin: string }>;
  readonly #leave: Query<[number, number, number], unknown>;

  constructor(sql: Sql) {
    this.#get = sql.prepare(
      'SELECT seq + 1 AS size, head, origin FROM entry JOIN log ON n = log WHERE place >= ? AND place < ? AND head IS NOT NULL ORDER BY place DESC LIMIT 1',
    );
    this.#leave = sql.prepare(
      'UPDATE entry SET head = NULL WHERE place = ? AND head IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry WHERE place > ? AND place < ?)',
    );
  }

  get(log: number): HeadRow | null {
    const row = this.#get.get(log * LOG_PLACES, (log + 1) * LOG_PLACES);
    return row === undefined ? null : { size: row.size, note: noteOf(row) };
  }

  /**
   * Takes the head of `size` away, for the entries that follow to bring the next one: compare and swap. False when the log
   * no longer ends there.
   */
  leave(log: number, size: number): boolean {
    const place = log * LOG_PLACES + size - 1;
    return this.#leave.run(place, place, (log + 1) * LOG_PLACES) === 1;
  }
}

/** What a row keeps of a checkpoint that the log's key alone signed: its root, and what its signature line encodes. */
export function headText(note: string): string {
  const [, , root, , line] = note.split('\n');
  return `${root} ${line?.split(' ').at(-1)}`;
}

/** A row that was tampered with gives a note that does not verify or does not parse. */
function noteOf({ size, head, origin }: { size: number; head: string; origin: string }): string {
  const [root, signature] = head.split(' ');
  return `${origin}\n${size}\n${root}\n\n— ${origin} ${signature}\n`;
}
