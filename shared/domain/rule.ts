/** Who can open a compartment: a threshold over members and over further, named rules. */
export interface MemberLeaf {
  readonly kind: 'member';
  readonly member: string;
}
/** At least `need` of the rules in `of`. */
export interface Threshold {
  readonly kind: 'threshold';
  /** The name people use: "Ops". The outermost rule may have an empty one. */
  readonly name: string;
  /** How many of `of` must be satisfied: 1 to `of.length`. */
  readonly need: number;
  readonly of: readonly Rule[];
}
/** Who can open a compartment. */
export type Rule = MemberLeaf | Threshold;

/** Thresholds inside thresholds, the outermost counted. */
export const MAX_RULE_DEPTH = 3;
/** The most members that a rule can name, counted with repetition. */
export const MAX_RULE_LEAVES = 32;

/** Which way from the outermost rule: the 0-based choice at each threshold. [1, 0] is the first part of the second. */
export type RulePath = readonly number[];

/** The members that a rule names, each once, in the order in which it first names them. */
export function ruleMembers(rule: Rule): readonly string[] {
  return [...new Set(ruleLeaves(rule).map((leaf) => leaf.member))];
}

/** Every leaf with the way to it, in the rule's order: what the shares of a compartment are issued to. */
export function ruleLeaves(rule: Rule, path: RulePath = []): readonly { readonly path: RulePath; readonly member: string }[] {
  if (rule.kind === 'member') return [{ path, member: rule.member }];
  return rule.of.flatMap((part, i) => ruleLeaves(part, [...path, i]));
}

/** The part at `path`, or null when the rule does not go there. */
export function ruleAt(rule: Rule, path: RulePath): Rule | null {
  let at: Rule = rule;
  for (const choice of path) {
    const next: Rule | undefined = at.kind === 'threshold' ? at.of[choice] : undefined;
    if (next === undefined) return null;
    at = next;
  }
  return at;
}
