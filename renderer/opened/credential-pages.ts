/** The rows of the open window, page by page as they come into sight: titles only, no secret. */
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';

const PAGE = 200;

export interface Rows {
  /** Null until the first page came. */
  readonly total: number | null;
  /** Undefined where a page has not come yet. */
  at(index: number): DirectoryRow | undefined;
}

/** One search. A new text or a change in the window makes a new one; what an old one still receives is dropped. */
export class CredentialPages implements Rows {
  readonly text: string;
  readonly #pages = new Map<number, readonly DirectoryRow[] | 'asked'>();
  readonly #onChange: () => void;
  #total: number | null = null;
  #over = false;

  constructor(text: string, onChange: () => void) {
    this.text = text;
    this.#onChange = onChange;
  }

  get total(): number | null {
    return this.#total;
  }

  at(index: number): DirectoryRow | undefined {
    const page = this.#pages.get(Math.floor(index / PAGE));
    return page === undefined || page === 'asked' ? undefined : page[index % PAGE];
  }

  /** Asks for the pages that hold these rows, unless they were asked for. */
  want(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
      if (this.#pages.has(page) || (this.#total !== null && page * PAGE >= this.#total && page > 0)) continue;
      this.#pages.set(page, 'asked');
      void this.#load(page);
    }
  }

  end(): void {
    this.#over = true;
  }

  async #load(page: number): Promise<void> {
    try {
      const { total, rows } = await ask('window.list', { text: this.text, offset: page * PAGE, limit: PAGE });
      if (this.#over) return;
      this.#total = total;
      this.#pages.set(page, rows);
    } catch {
      // Sealed in the meantime, or main is gone: the next snapshot takes this list away.
      this.#pages.delete(page);
    }
    if (!this.#over) this.#onChange();
  }
}
