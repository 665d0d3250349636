/** The entries of one log by their place, fetched as they come in sight and kept: an entry never changes. */
import type { EventLine } from '../../console/answers.ts';
import { getRows } from './ask.ts';

const PAGE = 100;

/** `missing`: it is here, and a newer version wrote it, so that it is in no index. */
export type Kept = EventLine | 'missing';

/** The entries of one log, fetched as they come into sight. */
export class LogStore {
  readonly #log: string;
  readonly #kept = new Map<number, Kept>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(log: string) {
    this.#log = log;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly version = (): number => this.#version;

  at(seq: number): Kept | null {
    return this.#kept.get(seq) ?? null;
  }

  /** Sees to it that [from, to] are here, or on their way, in a log of `size`. */
  need(from: number, to: number, size: number): void {
    for (let page = Math.floor(Math.max(0, from) / PAGE); page <= Math.floor(to / PAGE); page++) {
      const [start, end] = [page * PAGE, Math.min(size, (page + 1) * PAGE)];
      const whole = Array.from({ length: end - start }, (_, i) => start + i).every((seq) => this.#kept.has(seq));
      if (whole || this.#asked.has(page)) continue;
      this.#asked.add(page);
      void this.#fetch(start, end).finally(() => this.#asked.delete(page));
    }
  }

  async #fetch(start: number, end: number): Promise<void> {
    const { rows } = await getRows<EventLine>(`/v1/events?log=${this.#log}&before=${end}&limit=${end - start}`);
    for (let seq = start; seq < end; seq++) this.#kept.set(seq, 'missing');
    for (const row of rows) if (row.seq >= start) this.#kept.set(row.seq, row);
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
