/** The rows of the open window, page by page as they come into sight: titles only, no secret. */
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';

const PAGE = 200;

/** One search. A new text makes a new one; what an old one still receives is dropped. */
export class CredentialPages {
  readonly text: string;
  readonly #rows = new Map<number, readonly DirectoryRow[]>();
  readonly #asked = new Set<number>();
  readonly #onChange: () => void;
  #total: number | null = null;
  #over = false;

  /** `onChange` is called after each page that came. */
  constructor(text: string, onChange: () => void) {
    this.text = text;
    this.#onChange = onChange;
  }

  /** Null until the first page came. */
  get total(): number | null {
    return this.#total;
  }

  /** Undefined where a page has not come yet. */
  at(index: number): DirectoryRow | undefined {
    return this.#rows.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** This credential as the pages at hand have it, or undefined. */
  find(id: string): DirectoryRow | undefined {
    for (const rows of this.#rows.values()) {
      const row = rows.find((one) => one.id === id);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** Asks for the pages that hold these rows, unless they are there or on their way. */
  want(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
      if (!this.#rows.has(page) && !this.#asked.has(page)) void this.#load(page);
    }
  }

  /** Something changed in main: asks anew for what is here. The old rows stay in sight until the new ones are there. */
  refresh(): void {
    for (const page of this.#rows.keys()) {
      if (!this.#asked.has(page)) void this.#load(page);
    }
  }

  end(): void {
    this.#over = true;
  }

  async #load(page: number): Promise<void> {
    this.#asked.add(page);
    try {
      const { total, rows } = await ask('window.list', { text: this.text, offset: page * PAGE, limit: PAGE });
      this.#total = total;
      this.#rows.set(page, rows);
    } catch {
      // Sealed in the meantime, or main is gone: the next snapshot takes this list away.
    } finally {
      this.#asked.delete(page);
    }
    if (!this.#over) this.#onChange();
  }
}
