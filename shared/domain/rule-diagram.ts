import { type Rule, ruleMembers } from './rule.ts';

/** A node is a number: 0 is "never", 1 is "always", the others index the table. */
export type Node = number;
export const NEVER: Node = 0;
export const ALWAYS: Node = 1;

/** The place of a variable below all others, so that terminals sort last. */
const BELOW_ALL = Number.MAX_SAFE_INTEGER;

/**
 * Hash-consed nodes: equal ones are one. `low` is where the variable's member is absent, `high` where present.
 * A table holds one kind of diagram; what an absent node means is the builder's affair.
 */
export class NodeTable {
  readonly #variable: number[] = [BELOW_ALL, BELOW_ALL];
  readonly #low: Node[] = [NEVER, ALWAYS];
  readonly #high: Node[] = [NEVER, ALWAYS];
  readonly #known = new Map<string, Node>();

  /** The node of these three parts, made once. */
  make(variable: number, low: Node, high: Node): Node {
    const key = `${variable},${low},${high}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = this.#variable.length;
    this.#variable.push(variable);
    this.#low.push(low);
    this.#high.push(high);
    this.#known.set(key, node);
    return node;
  }

  variable(node: Node): number {
    return this.#variable[node] ?? BELOW_ALL;
  }

  low(node: Node): Node {
    return this.#low[node] ?? NEVER;
  }

  high(node: Node): Node {
    return this.#high[node] ?? NEVER;
  }
}

/** The rule as a reduced ordered decision diagram over its members, in the rule's order. */
export interface Diagram {
  readonly members: readonly string[];
  readonly table: NodeTable;
  readonly root: Node;
}

/**
 * Exact and small: 32 leaves give some thousand nodes at worst (measured in the test), where 2^32 sets of people exist.
 * Members in `missing` count as absent, so that the root may be `NEVER`. The rule must be well formed.
 */
export function ruleDiagram(rule: Rule, missing: ReadonlySet<string>): Diagram {
  const members = ruleMembers(rule).filter((member) => !missing.has(member));
  const place = new Map(members.map((member, i) => [member, i]));
  const table = new NodeTable();
  const branched = new Map<string, Node>();

  function make(variable: number, low: Node, high: Node): Node {
    return low === high ? low : table.make(variable, low, high);
  }

  function branch(on: Node, high: Node, low: Node): Node {
    if (on === ALWAYS || high === low) return high;
    if (on === NEVER) return low;
    if (high === ALWAYS && low === NEVER) return on;
    const key = `${on},${high},${low}`;
    const known = branched.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(table.variable(on), table.variable(high), table.variable(low));
    const absent = (node: Node): Node => (table.variable(node) === variable ? table.low(node) : node);
    const present = (node: Node): Node => (table.variable(node) === variable ? table.high(node) : node);
    const node = make(variable, branch(absent(on), absent(high), absent(low)), branch(present(on), present(high), present(low)));
    branched.set(key, node);
    return node;
  }

  function build(part: Rule): Node {
    if (part.kind === 'member') {
      const variable = place.get(part.member);
      return variable === undefined ? NEVER : make(variable, NEVER, ALWAYS);
    }
    // atLeast[k]: at least k of the parts from here to the end; built from the last part, so that it grows upwards.
    let atLeast: Node[] = Array.from({ length: part.need + 1 }, (_, k) => (k === 0 ? ALWAYS : NEVER));
    for (const child of part.of.map(build).reverse()) {
      const rest = atLeast;
      atLeast = rest.map((node, k) => (k === 0 ? ALWAYS : branch(child, rest[k - 1] ?? NEVER, node)));
    }
    return atLeast[part.need] ?? NEVER;
  }

  return { members, table, root: build(rule) };
}
