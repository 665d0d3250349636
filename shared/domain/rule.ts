/** Who can open a compartment: a threshold over members and over further, named rules. */
export interface MemberLeaf {
  readonly kind: 'member';
  readonly member: string;
}
export interface Threshold {
  readonly kind: 'threshold';
  /** The name people use: "Ops". The outermost rule may have an empty one. */
  readonly name: string;
  /** How many of `of` must be satisfied: 1 to `of.length`. */
  readonly need: number;
  readonly of: readonly Rule[];
}
export type Rule = MemberLeaf | Threshold;

/** Thresholds inside thresholds, the outermost counted. */
export const MAX_RULE_DEPTH = 3;
export const MAX_RULE_LEAVES = 32;

/** Which way from the outermost rule: the 0-based choice at each threshold. [1, 0] is the first part of the second. */
export type RulePath = readonly number[];
