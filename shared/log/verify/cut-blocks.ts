import { AppError } from '../../base/app-error.ts';
import { concat } from '../../base/bytes.ts';
import type { Disclosure } from '../leaf/disclosure.ts';
import type { EntryBlock } from './entry-block.ts';

export interface LongLog {
  readonly log: string;
  readonly vkey: string;
  /** Read once. */
  readonly leaves: Iterable<Uint8Array>;
  readonly disclosures?: Iterable<Disclosure>;
  /** At which sizes the root over the log is asked for. */
  readonly sizes: ReadonlySet<number>;
}

/**
 * The log in blocks of `entries` entries, a power of two; the last has fewer. Throws `log.disclosure_differs` when the
 * disclosures are not in the order of their entries, or one is of no entry; what reading throws passes through.
 */
export function* cutBlocks(of: LongLog, entries: number): Generator<EntryBlock, undefined> {
  const disclosures = new InOrder(of.disclosures ?? []);
  let first = 0;
  let leaves: Uint8Array[] = [];
  const cut = (): EntryBlock => {
    const end = first + leaves.length;
    const isWhole = leaves.length === entries && !sizesWithin(of.sizes, first, end);
    const block: EntryBlock = {
      log: of.log,
      vkey: of.vkey,
      first,
      bytes: concat(...leaves),
      lengths: Uint32Array.from(leaves, ({ length }) => length),
      disclosures: disclosures.until(end),
      wanted: isWhole ? 'root' : 'hashes',
    };
    first = end;
    leaves = [];
    return block;
  };
  for (const leaf of of.leaves) if (leaves.push(leaf) === entries) yield cut();
  if (leaves.length > 0) yield cut();
  disclosures.end();
  return undefined;
}

/** Whether the root is asked for at a size of which a block has only a part. */
function sizesWithin(sizes: ReadonlySet<number>, first: number, end: number): boolean {
  for (const size of sizes) if (size > first && size < end) return true;
  return false;
}

class InOrder {
  readonly #rest: Iterator<Disclosure>;
  #next: Disclosure | null;
  #before = 0;

  constructor(disclosures: Iterable<Disclosure>) {
    this.#rest = disclosures[Symbol.iterator]();
    this.#next = this.#pull();
  }

  /** Those of entries before `end` that were not given yet. */
  until(end: number): Disclosure[] {
    const some: Disclosure[] = [];
    for (; this.#next !== null && this.#next.seq < end; this.#next = this.#pull()) some.push(this.#next);
    return some;
  }

  end(): void {
    if (this.#next !== null) throw new AppError('log.disclosure_differs', 'a disclosure of no entry');
  }

  #pull(): Disclosure | null {
    const { value, done } = this.#rest.next();
    if (done === true) return null;
    if (value.seq < this.#before) throw new AppError('log.disclosure_differs', 'disclosures that are not in order');
    this.#before = value.seq;
    return value;
  }
}
