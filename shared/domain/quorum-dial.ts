import { approversOf, type Gathered, heldInScope, mayApprove } from './ceremony-state.ts';
import type { ScopePart } from './request.ts';
import { type Rule, ruleMembers } from './rule.ts';
import { minimalSets, nearestSet } from './rule-antichain.ts';
import { minimalCoalitions } from './rule-coalitions.ts';
import { ruleDiagram } from './rule-diagram.ts';
import { isSatisfied } from './rule-satisfied.ts';

/** "2 of 3": how many approvals count towards the nearest quorum, and how many that quorum needs. */
export interface Dial {
  readonly have: number;
  readonly need: number;
}

/** Up to so many different rules are weighed together exactly; more of them could take seconds (measured: 23 s for 16). */
const MAX_RULES_TOGETHER = 4;

/**
 * The dial of the whole scope: one touch gives all the shares that a person holds in it. Where a scope has more than
 * four different rules it is the dial of the compartment that lacks the most, and the need is "at least".
 */
export function scopeDial(gathered: Gathered): Dial {
  if (differentRules(gathered.scope.map((part) => part.rule)).length <= MAX_RULES_TOGETHER) return dialOf(gathered, gathered.scope);
  const dials = gathered.scope.map((part) => compartmentDial(gathered, part));
  return dials.reduce((most, dial) => (dial.need - dial.have > most.need - most.have ? dial : most), { have: 0, need: 0 });
}

/** The dial of one compartment. */
export function compartmentDial(gathered: Gathered, part: ScopePart): Dial {
  return dialOf(gathered, [part]);
}

/**
 * Those whose next good touch would open everything in scope: custodians who may approve, have not denied and have not
 * already given all that they hold. Empty also when the quorum is there.
 */
export function whoWouldOpen(gathered: Gathered): readonly string[] {
  const parts = gathered.scope.map((part) => ({ part, approvers: approversOf(gathered, part.compartment) }));
  const lacking = parts.filter(({ part, approvers }) => !isSatisfied(part.rule, approvers));
  if (lacking.length === 0) return [];
  return mayApprove(gathered).filter(
    (member) =>
      !gathered.denials.some((denial) => denial.member === member) &&
      lacking.every(({ part, approvers }) => isSatisfied(part.rule, new Set([...approvers, member]))),
  );
}

function dialOf(gathered: Gathered, scope: readonly ScopePart[]): Dial {
  const rule = together(scope.map((part) => part.rule));
  const away = awayFrom(gathered, rule);
  const complete = gathered.approvals.filter(({ member, compartments }) => {
    const held = heldInScope(scope, member);
    return held.length > 0 && held.every((compartment) => compartments.includes(compartment));
  });
  const have = nearestSet(minimalSets(ruleDiagram(rule, away)), new Set(complete.map(({ member }) => member)))?.have ?? 0;
  // Counted from what was really given, compartment by compartment: a touch may have opened a part of a person's shares.
  const lacking = together(scope.map((part) => lackingRule(part.rule, approversOf(gathered, part.compartment))));
  const more = minimalCoalitions(lacking, 1, away).sets[0]?.length ?? 0;
  return { have, need: have + more };
}

/** All of these rules at once. */
function together(rules: readonly Rule[]): Rule {
  const distinct = differentRules(rules);
  return { kind: 'threshold', name: '', need: distinct.length, of: distinct };
}

/** Compartments often share their rule: equal ones are taken once. */
function differentRules(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

/** Not counted on: who may not approve, and who denied. */
function awayFrom(gathered: Gathered, rule: Rule): ReadonlySet<string> {
  const counted = new Set(mayApprove(gathered));
  const denied = new Set(gathered.denials.map(({ member }) => member));
  return new Set(ruleMembers(rule).filter((member) => !counted.has(member) || denied.has(member)));
}

/** What `rule` asks of further people: an approved leaf asks nothing. */
function lackingRule(rule: Rule, approved: ReadonlySet<string>): Rule {
  if (rule.kind === 'threshold') return { ...rule, of: rule.of.map((part) => lackingRule(part, approved)) };
  return approved.has(rule.member) ? { kind: 'threshold', name: '', need: 0, of: [] } : rule;
}
