/** Titles of seen credentials while the directory is closed, taken from the log entries about the showing. */
import type { StoredEntries } from '../store/log/stored-entries.ts';

export interface SeenTitle {
  readonly title: string;
  readonly system: string;
}

/** The most entries that are searched, newest first. */
const MOST_READ = 20_000;

/** The log is read backwards, each entry once, and no further than to what was asked for: that is mostly of the last days. */
export class SeenTitles {
  readonly #entries: Pick<StoredEntries, 'newestFirst'>;
  readonly #origin: string;
  readonly #known = new Map<string, SeenTitle>();
  #below: number | undefined;
  #left = MOST_READ;

  constructor(entries: Pick<StoredEntries, 'newestFirst'>, origin: string) {
    this.#entries = entries;
    this.#origin = origin;
  }

  /** Notes that the credential was seen just now, under this title. */
  note(credential: string, title: SeenTitle): void {
    this.#known.set(credential, title);
  }

  /** The last title that it was seen under; null where the log's words were erased, or it was long ago. */
  of(credential: string): SeenTitle | null {
    return this.#known.get(credential) ?? this.#lookFor(credential);
  }

  #lookFor(credential: string): SeenTitle | null {
    if (this.#left === 0) return null;
    for (const { entry, said } of this.#entries.newestFirst(this.#origin, this.#below)) {
      this.#below = entry.seq;
      this.#left -= 1;
      const { title, system } = said;
      const id = entry.act.startsWith('item.') && title !== undefined ? entry.obj?.id : undefined;
      if (id !== undefined && title !== undefined && !this.#known.has(id)) this.#known.set(id, { title, system: system ?? '' });
      if (id === credential || this.#left === 0) return this.#known.get(credential) ?? null;
    }
    this.#left = 0;
    return null;
  }
}
