/** The record of one session, each entry read once: what is written is never changed. */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/base/app-error.ts';
import type { LogRow } from '../../shared/contract/calls.ts';
import { logRowOf } from '../../shared/contract/log-row.ts';
import type { Session } from '../session/session.ts';
import type { StoredEntry } from '../store/log/stored-entries.ts';

/** How many of the newest entries are kept in memory. */
const MAX_ROWS = 20_000;
/** How many are read before other work gets its turn: about 30 ms. */
const ROWS_PER_TURN = 400;

/** An entry as people read it, and what it is looked for by. */
export interface RecordRow {
  readonly row: LogRow;
  readonly members: readonly string[];
  readonly incidentReference: string | null;
}

export class RecordRows {
  readonly #session: Session;
  #rows: readonly RecordRow[] = [];
  #turn: Promise<void> = Promise.resolve();
  /** Whose names the rows were written with. */
  #names: unknown = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Newest first. `stillOpen` is asked between turns; throws `vault.none_open` when the session has been closed meanwhile. */
  async newestFirst(stillOpen: () => boolean): Promise<readonly RecordRow[]> {
    const mine = this.#turn.then(() => this.#readNew(stillOpen));
    this.#turn = mine.catch(() => undefined);
    await mine;
    return this.#rows;
  }

  async #readNew(stillOpen: () => boolean): Promise<void> {
    const names = this.#session.draft ?? this.#session.charter;
    if (names !== this.#names) this.#rows = [];
    this.#names = names;
    const known = this.#rows[0]?.row.seq ?? -1;
    const fresh: RecordRow[] = [];
    let more = true;
    while (more) {
      if (!stillOpen()) throw new AppError('vault.none_open', 'the vault was closed');
      more = this.#readTurn(fresh, known);
      if (more) await setImmediate();
    }
    this.#rows = [...fresh, ...this.#rows].slice(0, MAX_ROWS);
  }

  /** Whether there may be more. */
  #readTurn(fresh: RecordRow[], known: number): boolean {
    const { file, log } = this.#session;
    const end = fresh.length + ROWS_PER_TURN;
    for (const stored of file.entries.newestFirst(log.origin, fresh.at(-1)?.row.seq)) {
      if (stored.entry.seq <= known || fresh.length === MAX_ROWS) return false;
      fresh.push(recordRow(this.#session, stored));
      if (fresh.length === end) return true;
    }
    return false;
  }
}

function recordRow(session: Session, { entry, said }: StoredEntry): RecordRow {
  const row = logRowOf(entry, said, (id) => session.nameOf(id));
  return { row, members: entry.who.map(({ id }) => id), incidentReference: entry.inc };
}
