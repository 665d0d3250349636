/** Titles in the order in which people look for them: by system, then title. */
interface Ordered {
  readonly id: string;
  readonly title: string;
  readonly system: string;
}

/** One collator for all: making one a comparison would take a second over ten thousand titles. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: Ordered, b: Ordered): number {
  return collator.compare(a.system, b.system) || collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
}

/** Keeps titles sorted as they come in. New ones are sorted separately, then merged: listing stays cheap while the directory is read. */
export class TitleOrder<Title extends Ordered = Ordered> {
  #sorted: readonly Title[] = [];
  #added: Title[] = [];

  add(title: Title): void {
    this.#added.push(title);
  }

  /** `before` is one that was added. */
  replace(before: Title, title: Title): void {
    this.#sorted = this.all().filter((one) => one !== before);
    this.add(title);
  }

  all(): readonly Title[] {
    if (this.#added.length > 0) {
      this.#sorted = merged(this.#sorted, this.#added.sort(compare));
      this.#added = [];
    }
    return this.#sorted;
  }
}

function merged<Title extends Ordered>(left: readonly Title[], right: readonly Title[]): readonly Title[] {
  const all: Title[] = [];
  let at = 0;
  for (const one of right) {
    for (let next = left[at]; next !== undefined && compare(next, one) < 0; next = left[at]) {
      all.push(next);
      at += 1;
    }
    all.push(one);
  }
  return [...all, ...left.slice(at)];
}
