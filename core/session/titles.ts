/** The directory as it is unlocked: titles to search, playbooks to follow. In memory, and only while someone may read it. */
import { isAppError } from '../../shared/base/app-error.ts';
import type { SealedRecord } from '../../shared/contract/strongroom-calls.ts';
import type { DirectoryRecord, RecordOf } from '../../shared/format/directory.ts';
import type { CallableStrongroom } from './strongroom-client.ts';
import { TitleOrder } from './title-order.ts';

/** The directory's record of one credential: title, system, owner, compartment. `id` is the credential's. */
export interface Title extends RecordOf<'credential'> {
  readonly id: string;
  /** Lower case: what a search looks through. */
  readonly haystack: string;
}

/** Records sent to the strongroom at a time: a reveal waits for one batch at most. */
const BATCH = 50;

/** The readable directory of one session. It fills batch by batch, so searches find more while `progress` grows. */
export class Titles {
  readonly #titles = new Map<string, Title>();
  readonly #others = new Map<string, DirectoryRecord>();
  readonly #order = new TitleOrder<Title>();
  #sealed: readonly SealedRecord[];
  #reading: Promise<void> | null = null;
  #done = 0;
  #stopped = false;
  readonly #total: number;

  /** `sealed`: the records as the file holds them. Nothing is read before `read` is called. */
  constructor(sealed: readonly SealedRecord[]) {
    this.#sealed = sealed;
    this.#total = sealed.length;
  }

  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#total };
  }

  /** Whether a key has opened the directory. */
  get unlocked(): boolean {
    return this.#reading !== null;
  }

  /** Reads them all, batch by batch; `moved` after each. Done once: a second call waits for the first. Ends quietly when the strongroom does. */
  read(strongroom: CallableStrongroom, moved: () => void): Promise<void> {
    this.#reading ??= this.#read(strongroom, moved);
    return this.#reading;
  }

  /** When every record has been read, or reading has ended without it. */
  async whole(): Promise<void> {
    await this.#reading;
  }

  async #read(strongroom: CallableStrongroom, moved: () => void): Promise<void> {
    const sealed = this.#sealed;
    try {
      for (let at = 0; at < sealed.length && !this.#stopped; at += BATCH) {
        const batch = sealed.slice(at, at + BATCH);
        const { values } = await strongroom.callLater('directory.read', { records: batch });
        batch.forEach(({ id }, i) => {
          const value = values[i];
          // A record that was written meanwhile is newer than the one from the file.
          if (value !== null && value !== undefined && !this.#has(id)) this.put(id, value as DirectoryRecord); // the strongroom parsed it by its form
        });
        this.#done = Math.min(sealed.length, at + BATCH);
        moved();
      }
    } catch (error) {
      if (!isAppError(error, 'strongroom.gone')) throw error;
    } finally {
      this.#sealed = [];
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  put(id: string, record: DirectoryRecord): void {
    if (record.kind !== 'credential') {
      this.#others.set(id, record);
      return;
    }
    const title = { ...record, id, haystack: `${record.title}\n${record.system}\n${record.owner}`.toLowerCase() };
    const before = this.#titles.get(id);
    this.#titles.set(id, title);
    if (before === undefined) this.#order.add(title);
    else this.#order.replace(before, title);
  }

  get(id: string): Title | null {
    return this.#titles.get(id) ?? null;
  }

  get size(): number {
    return this.#titles.size;
  }

  /** The systems that the titles name, each with its compartment and how many credentials it has there. */
  systems(): { readonly name: string; readonly compartment: string; readonly credentials: number }[] {
    const counts = new Map<string, { name: string; compartment: string; credentials: number }>();
    for (const { system, compartment } of this.search('', () => true)) {
      const key = `${compartment} ${system}`;
      counts.set(key, { name: system, compartment, credentials: (counts.get(key)?.credentials ?? 0) + 1 });
    }
    return [...counts.values()];
  }

  playbooks(): readonly (RecordOf<'playbook'> & { readonly id: string })[] {
    return [...this.#others].flatMap(([id, record]) => (record.kind === 'playbook' ? [{ ...record, id }] : []));
  }

  /** By system, then title. Every word of `text` must occur. */
  search(text: string, among: (title: Title) => boolean): readonly Title[] {
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    return this.#order.all().filter((title) => among(title) && words.every((word) => title.haystack.includes(word)));
  }

  #has(id: string): boolean {
    return this.#titles.has(id) || this.#others.has(id);
  }
}
