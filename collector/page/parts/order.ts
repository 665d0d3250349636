/** The entries of one incident over all stations, and what each one's place rests on. */
import type { EventLine } from '../../console/answers.ts';
import { entryOfLeaf } from './entry-words.ts';

/** `log`: the log itself proves it. `receipt`: a receipt was signed between the two. `clock`: two stations' clocks say so. */
export type Basis = 'log' | 'receipt' | 'clock';

/** An entry in its place, and what that place rests on. */
export interface Ordered {
  readonly row: EventLine;
  readonly basis: Basis;
}

/**
 * Within a log by its own order, always; between logs, whichever of the first that are left is proven to be earlier by
 * receipts, else has the earlier clock. The collector had seen an entry by `received_at`; an entry that knows of a receipt of
 * a later time (`t.floor`) was made after that.
 */
export function ordered(rows: readonly EventLine[]): Ordered[] {
  const logs = [...Map.groupBy(rows, ({ log }) => log).values()].map((own) => own.toSorted((a, b) => a.seq - b.seq));
  const out: Ordered[] = [];
  for (;;) {
    const heads = logs.flatMap((own) => own.slice(0, 1)).sort((a, b) => (isProven(a, b) ? -1 : isProven(b, a) ? 1 : a.wall - b.wall));
    const [row] = heads;
    if (row === undefined) return out;
    logs.find((own) => own[0] === row)?.shift();
    const before = out.at(-1)?.row;
    out.push({ row, basis: before === undefined || before.log === row.log ? 'log' : isProven(before, row) ? 'receipt' : 'clock' });
  }
}

/** Whether `a` was here before `b` was made, by a receipt that `b` knows of. */
function isProven(a: EventLine, b: EventLine): boolean {
  if (a.log === b.log) return a.seq < b.seq;
  const floor = entryOfLeaf(b.leaf)?.t.floor ?? null;
  return floor !== null && a.received_at < floor.time * 1_000;
}
