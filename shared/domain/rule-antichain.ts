import { ALWAYS, type Diagram, NEVER, type Node, NodeTable } from './rule-diagram.ts';

/**
 * The minimal sets of a rule's diagram: those that satisfy it while none of their proper subsets does. Kept as a
 * zero-suppressed diagram, so that counting and picking need no list (any 16 of 32 has 601,080,390 of them).
 */
export interface Antichain {
  readonly members: readonly string[];
  readonly table: NodeTable;
  readonly root: Node;
}

/** A. Rauzy, "New algorithms for fault trees analysis" (1993): minimal solutions of a monotone function. */
export function minimalSets(diagram: Diagram): Antichain {
  const table = new NodeTable();
  const minimal = new Map<Node, Node>();
  const lessened = new Map<string, Node>();

  function make(variable: number, low: Node, high: Node): Node {
    return high === NEVER ? low : table.make(variable, low, high);
  }

  /** The sets of `family` that hold no set of `other`. */
  function without(family: Node, other: Node): Node {
    if (family === NEVER || other === ALWAYS || family === other) return NEVER;
    if (other === NEVER || family === ALWAYS) return family;
    const key = `${family},${other}`;
    const known = lessened.get(key);
    if (known !== undefined) return known;
    const mine = table.variable(family);
    const theirs = table.variable(other);
    let node: Node;
    if (mine < theirs) node = make(mine, without(table.low(family), other), without(table.high(family), other));
    else if (mine > theirs) node = without(family, table.low(other));
    else {
      const high = without(without(table.high(family), table.high(other)), table.low(other));
      node = make(mine, without(table.low(family), table.low(other)), high);
    }
    lessened.set(key, node);
    return node;
  }

  function minimise(node: Node): Node {
    if (node === NEVER || node === ALWAYS) return node;
    const known = minimal.get(node);
    if (known !== undefined) return known;
    const low = minimise(diagram.table.low(node));
    const high = minimise(diagram.table.high(node));
    const made = make(diagram.table.variable(node), low, without(high, low));
    minimal.set(node, made);
    return made;
  }

  return { members: diagram.members, table, root: minimise(diagram.root) };
}

/** How many sets of each size: `[0, 0, 6]` is six pairs. Exact: no antichain over 32 members exceeds 2^53. */
export function countsBySize(antichain: Antichain): readonly number[] {
  return sizes(antichain)(antichain.root);
}

function sizes({ table }: Antichain): (node: Node) => readonly number[] {
  const known = new Map<Node, readonly number[]>([
    [NEVER, []],
    [ALWAYS, [1]],
  ]);
  function count(node: Node): readonly number[] {
    const before = known.get(node);
    if (before !== undefined) return before;
    const low = count(table.low(node));
    const high = count(table.high(node));
    const sum = Array.from({ length: Math.max(low.length, high.length + 1) }, (_, size) => (low[size] ?? 0) + (high[size - 1] ?? 0));
    known.set(node, sum);
    return sum;
  }
  return count;
}

/** The first `limit` sets, the smallest first and then in the rule's order. */
export function smallestSets(antichain: Antichain, limit: number): readonly (readonly string[])[] {
  const { table, root, members } = antichain;
  const count = sizes(antichain);
  const found: string[][] = [];

  function walk(node: Node, size: number, chosen: readonly string[]): void {
    if (found.length >= limit || !((count(node)[size] ?? 0) > 0)) return;
    if (node === ALWAYS) {
      found.push([...chosen]);
      return;
    }
    const member = members[table.variable(node)];
    if (member !== undefined) walk(table.high(node), size - 1, [...chosen, member]);
    walk(table.low(node), size, chosen);
  }

  for (let size = 0; size < count(root).length; size++) walk(root, size, []);
  return found;
}

/** The nearest set to reach from the people already there: how many of them it uses, and how many it lacks. */
export interface Nearest {
  readonly have: number;
  readonly more: number;
}

/** The set that lacks the fewest, and of those the one that uses the most of `there`; null when there is no set. */
export function nearestSet(antichain: Antichain, there: ReadonlySet<string>): Nearest | null {
  const { table, root, members } = antichain;
  const known = new Map<Node, Nearest | null>([
    [NEVER, null],
    [ALWAYS, { have: 0, more: 0 }],
  ]);
  function nearest(node: Node): Nearest | null {
    const before = known.get(node);
    if (before !== undefined) return before;
    const inside = there.has(members[table.variable(node)] ?? '');
    const low = nearest(table.low(node));
    const high = nearest(table.high(node));
    const taken = high === null ? null : { have: high.have + (inside ? 1 : 0), more: high.more + (inside ? 0 : 1) };
    const best = taken === null || (low !== null && nearer(low, taken)) ? low : taken;
    known.set(node, best);
    return best;
  }
  return nearest(root);
}

function nearer(a: Nearest, b: Nearest): boolean {
  return a.more < b.more || (a.more === b.more && a.have > b.have);
}
