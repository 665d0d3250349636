import { AppError, isAppError } from '../../shared/base/app-error.ts';

export interface Page<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}
export type LoadPage<Row> = (offset: number, limit: number) => Promise<Page<Row>>;

/** What a long list knows so far. `total` is null until the first page came. */
export interface PagesState<Row> {
  readonly total: number | null;
  readonly error: AppError | null;
  readonly rowAt: (index: number) => Row | null;
}

/** The pages of one long list, fetched as they come into sight. A new question keeps the old rows until its first page is there. */
export class PageStore<Row> {
  readonly #size: number;
  #load: LoadPage<Row> | null = null;
  /** Counts up with each question: what comes back for an older one is dropped. */
  #question = 0;
  #shown = 0;
  #pages = new Map<number, readonly Row[]>();
  readonly #asked = new Set<number>();
  #state: PagesState<Row> = { total: null, error: null, rowAt: () => null };
  readonly #listeners = new Set<() => void>();

  constructor(size: number) {
    this.#size = size;
  }

  readonly get = (): PagesState<Row> => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another question: search, filter, or the same again because something was stored. */
  ask(load: LoadPage<Row>): void {
    this.#load = load;
    this.#question += 1;
    this.#asked.clear();
    void this.#fetch(0);
  }

  /** These rows are in sight, or nearly. */
  need(first: number, last: number): void {
    if (this.#shown !== this.#question) return;
    for (let page = Math.floor(Math.max(0, first) / this.#size); page <= Math.floor(last / this.#size); page += 1) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#fetch(page);
    }
  }

  async #fetch(page: number): Promise<void> {
    const question = this.#question;
    const load = this.#load;
    if (load === null) return;
    this.#asked.add(page);
    try {
      const { total, rows } = await load(page * this.#size, this.#size);
      if (question === this.#question) this.#take(page, total, rows);
    } catch (thrown) {
      if (question !== this.#question) return;
      const error = isAppError(thrown) ? thrown : new AppError('internal', String(thrown));
      this.#set({ ...this.#state, error });
    }
  }

  #take(page: number, total: number, rows: readonly Row[]): void {
    if (this.#shown !== this.#question) {
      this.#shown = this.#question;
      this.#pages = new Map();
    }
    this.#pages.set(page, rows);
    const pages = this.#pages;
    this.#set({ total, error: null, rowAt: (index) => pages.get(Math.floor(index / this.#size))?.[index % this.#size] ?? null });
  }

  #set(state: PagesState<Row>): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
