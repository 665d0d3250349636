import type { Rule, Threshold } from './rule.ts';

/** Whether these members together open what `rule` guards. More members never make it false. */
export function isSatisfied(rule: Rule, members: ReadonlySet<string>): boolean {
  return rule.kind === 'member' ? members.has(rule.member) : satisfiedParts(rule, members) >= rule.need;
}

/** How many parts of a threshold are satisfied, surplus counted. */
export function satisfiedParts(rule: Threshold, members: ReadonlySet<string>): number {
  return rule.of.reduce((count, part) => count + (isSatisfied(part, members) ? 1 : 0), 0);
}

/**
 * "One more of Ops", as data: `more` further parts of the group `name`, out of these people and these groups, each of
 * which says in turn what it lacks.
 */
export interface StillNeeded {
  readonly name: string;
  readonly more: number;
  readonly members: readonly string[];
  readonly groups: readonly StillNeeded[];
}

/** What `rule` lacks when `approved` have approved; null when it is satisfied. */
export function stillNeeded(rule: Rule, approved: ReadonlySet<string>): StillNeeded | null {
  if (isSatisfied(rule, approved)) return null;
  if (rule.kind === 'member') return { name: '', more: 1, members: [rule.member], groups: [] };
  const members: string[] = [];
  const groups: StillNeeded[] = [];
  for (const part of rule.of) {
    if (part.kind === 'threshold') {
      const lacking = stillNeeded(part, approved);
      if (lacking !== null) groups.push(lacking);
    } else if (!approved.has(part.member)) members.push(part.member);
  }
  return { name: rule.name, more: rule.need - satisfiedParts(rule, approved), members, groups };
}
