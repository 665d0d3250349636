import { type Rule, ruleMembers } from './rule.ts';
import { type Antichain, countsBySize, minimalSets, smallestSets } from './rule-antichain.ts';
import { ruleDiagram } from './rule-diagram.ts';
import { isSatisfied } from './rule-satisfied.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** Some sets of people, the smallest first; `count` says how many there are in all. */
export interface PeopleSets {
  readonly count: number;
  readonly sets: readonly (readonly string[])[];
}

/** What a rule is worth when some of its members cannot be had. Members are ids, in the rule's order. */
export interface RuleWorth {
  /** The fewest people who can open it; null when those who are left cannot. */
  readonly fewest: number | null;
  /** How many of those left, whoever they are, can be missing besides. -1: it cannot open at all. */
  readonly canMiss: number;
  /** Those left without whom it cannot open: single points of failure. Everyone left, when `canMiss` is -1. */
  readonly cannotMiss: readonly string[];
  /** Those left who open it alone. */
  readonly sufficeAlone: readonly string[];
}

/** Exact, for a well-formed rule. */
export function ruleWorth(rule: Rule, missing: ReadonlySet<string> = NOBODY): RuleWorth {
  const left = ruleMembers(rule).filter((member) => !missing.has(member));
  const all = new Set(left);
  return {
    fewest: smallestSize(minimalSets(ruleDiagram(rule, missing))),
    canMiss: isSatisfied(rule, all) ? (smallestSize(blockers(rule, missing)) ?? 0) - 1 : -1,
    cannotMiss: left.filter((member) => !isSatisfied(rule, new Set(left.filter((other) => other !== member)))),
    sufficeAlone: left.filter((member) => isSatisfied(rule, new Set([member]))),
  };
}

/** The smallest groups that can open it: sets that satisfy the rule and would not, if anyone left them. */
export function minimalCoalitions(rule: Rule, limit: number, missing: ReadonlySet<string> = NOBODY): PeopleSets {
  return listed(minimalSets(ruleDiagram(rule, missing)), limit);
}

/** The smallest sets whose absence keeps it shut. */
export function minimalBlockers(rule: Rule, limit: number, missing: ReadonlySet<string> = NOBODY): PeopleSets {
  return listed(blockers(rule, missing), limit);
}

/**
 * The rule of those who keep it shut: "2 of Ops and 1 of Security" stays shut "if two of Ops are missing, or both of
 * Security". Satisfied by a set exactly when all the others do not satisfy `rule`; the dual of the dual is the rule.
 */
export function dualRule(rule: Rule): Rule {
  if (rule.kind === 'member') return rule;
  return { kind: 'threshold', name: rule.name, need: rule.of.length - rule.need + 1, of: rule.of.map(dualRule) };
}

/** A member with one key, and those on whom the rule would rest, each alone, if that key were lost. */
export interface OneKeyAway {
  readonly member: string;
  readonly restsOn: readonly string[];
}

/**
 * Members whose one key stands between the rule and a single point of failure. `keys` says how many security keys a
 * member has; who is not in it has none, and counts as missing already.
 */
export function oneKeyFromFailure(rule: Rule, keys: ReadonlyMap<string, number>): readonly OneKeyAway[] {
  const members = ruleMembers(rule).filter((member) => (keys.get(member) ?? 0) > 0);
  const cannotMiss = (left: readonly string[]): readonly string[] =>
    left.filter((member) => !isSatisfied(rule, new Set(left.filter((other) => other !== member))));
  const now = new Set(cannotMiss(members));
  return members
    .filter((member) => keys.get(member) === 1 && !now.has(member))
    .map((member) => ({ member, restsOn: cannotMiss(members.filter((other) => other !== member)).filter((other) => !now.has(other)) }))
    .filter(({ restsOn }) => restsOn.length > 0);
}

function blockers(rule: Rule, missing: ReadonlySet<string>): Antichain {
  return minimalSets(ruleDiagram(withoutMembers(dualRule(rule), missing), NOBODY));
}

/** In the dual those who are missing have already been taken away: they count as there. */
function withoutMembers(dual: Rule, missing: ReadonlySet<string>): Rule {
  if (dual.kind === 'member' || missing.size === 0) return dual;
  const kept = dual.of.filter((part) => part.kind === 'threshold' || !missing.has(part.member));
  return { ...dual, need: Math.max(0, dual.need - (dual.of.length - kept.length)), of: kept.map((part) => withoutMembers(part, missing)) };
}

function listed(antichain: Antichain, limit: number): PeopleSets {
  return { count: countsBySize(antichain).reduce((sum, count) => sum + count, 0), sets: smallestSets(antichain, limit) };
}

function smallestSize(antichain: Antichain): number | null {
  const size = countsBySize(antichain).findIndex((count) => count > 0);
  return size < 0 ? null : size;
}
