import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { LogRow } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';

export interface LogFilter {
  readonly text: string;
  readonly member: string | null;
  readonly act: string | null;
  /** Null: whatever the incident. */
  readonly incident: string | null;
}

export interface LogRows {
  /** Null until the first rows came. */
  readonly total: number | null;
  readonly rows: readonly LogRow[];
  readonly incidents: readonly string[];
  readonly error: AppError | null;
}

const FIRST = 60;
const MORE = 500;

/** The rows of the log, newest first, as far down as somebody has looked: each further page goes on before the last row. */
export class LogRowStore {
  #filter: LogFilter | null = null;
  /** Counts up with each question: what comes back for an older one is dropped. */
  #question = 0;
  #busy = false;
  #wanted = 0;
  #state: LogRows = { total: null, rows: [], incidents: [], error: null };
  readonly #listeners = new Set<() => void>();

  readonly get = (): LogRows => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another filter, or the same again because the log grew. The old rows stay until the new ones are there. */
  ask(filter: LogFilter): void {
    this.#filter = filter;
    this.#question += 1;
    this.#wanted = 0;
    void this.#fetch(null);
  }

  /** A row this far down is in sight, or nearly. */
  readonly need = (index: number): void => {
    this.#wanted = Math.max(this.#wanted, index);
    this.#goOn();
  };

  #goOn(): void {
    const { rows, total } = this.#state;
    const last = rows.at(-1);
    if (this.#busy || last === undefined || total === null || rows.length >= total || this.#wanted < rows.length) return;
    void this.#fetch(last.seq);
  }

  async #fetch(before: number | null): Promise<void> {
    const filter = this.#filter;
    const question = this.#question;
    if (filter === null) return;
    this.#busy = true;
    try {
      const { total, rows, incidents } = await ask('log.rows', { ...filter, before, limit: before === null ? FIRST : MORE });
      if (question !== this.#question) return;
      // A page without rows is the end, whatever the total says: never ask for ever.
      const all = before === null ? rows : [...this.#state.rows, ...rows];
      this.#set({ total: rows.length === 0 ? all.length : total, rows: all, incidents, error: null });
    } catch (thrown) {
      if (question !== this.#question) return;
      this.#set({ ...this.#state, error: isAppError(thrown) ? thrown : new AppError('internal', String(thrown)) });
      return;
    } finally {
      if (question === this.#question) this.#busy = false;
    }
    this.#goOn();
  }

  #set(state: LogRows): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
