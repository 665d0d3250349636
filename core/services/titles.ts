/** The directory as it is unlocked: titles to search, playbooks to follow. In memory, and only while someone may read it. */
import { isAppError } from '../../shared/base/app-error.ts';
import type { SealedRecord } from '../../shared/contract/strongroom-calls.ts';
import type { DirectoryRecord, RecordOf } from '../../shared/format/directory.ts';
import type { Strongroom } from './strongroom-client.ts';

export interface Title extends RecordOf<'credential'> {
  readonly id: string;
  /** Lower case: what a search looks through. */
  readonly haystack: string;
}

/** So many records at a time go to the strongroom: a reveal waits for no more than one batch. */
const BATCH = 100;

export class Titles {
  readonly #titles = new Map<string, Title>();
  readonly #others = new Map<string, DirectoryRecord>();
  #sorted: readonly Title[] | null = null;
  #total = 0;
  #done = 0;
  #stopped = false;

  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#total };
  }

  /** Reads them all, batch by batch; `moved` after each. Ends quietly when the strongroom does. */
  async load(strongroom: Strongroom, records: readonly SealedRecord[], moved: () => void): Promise<void> {
    this.#total = records.length;
    try {
      for (let at = 0; at < records.length && !this.#stopped; at += BATCH) {
        const batch = records.slice(at, at + BATCH);
        const { values } = await strongroom.call('directory.read', { records: batch });
        batch.forEach(({ id }, i) => {
          const value = values[i];
          if (value !== null && value !== undefined) this.put(id, value as DirectoryRecord); // the strongroom parsed it by its form
        });
        this.#done = Math.min(records.length, at + BATCH);
        moved();
      }
    } catch (error) {
      if (!isAppError(error, 'strongroom.gone')) throw error;
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
    this.#titles.set(id, { ...record, id, haystack: `${record.title}\n${record.system}\n${record.owner}`.toLowerCase() });
    this.#sorted = null;
  }

  get(id: string): Title | null {
    return this.#titles.get(id) ?? null;
  }

  get size(): number {
    return this.#titles.size;
  }

  playbooks(): readonly (RecordOf<'playbook'> & { readonly id: string })[] {
    return [...this.#others].flatMap(([id, record]) => (record.kind === 'playbook' ? [{ ...record, id }] : []));
  }

  /** By system, then title. Every word of `text` must occur. */
  search(text: string, among: (title: Title) => boolean): readonly Title[] {
    const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return this.#inOrder().filter((title) => among(title) && words.every((word) => title.haystack.includes(word)));
  }

  #inOrder(): readonly Title[] {
    this.#sorted ??= [...this.#titles.values()].sort((a, b) => compare(a.system, b.system) || compare(a.title, b.title) || compare(a.id, b.id));
    return this.#sorted;
  }
}

/** One collator for all: making one a comparison would take a second over ten thousand titles. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: string, b: string): number {
  return collator.compare(a, b);
}
