import { AppError, type ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { Member } from './member.ts';
import { MAX_RULE_DEPTH, MAX_RULE_LEAVES, type Rule, type RulePath, ruleLeaves, type Threshold } from './rule.ts';

/** What is wrong with a rule, and where. `members` are ids; `detail` holds names, as the sentence shows them. */
export interface RuleFault {
  readonly code: ErrorCode;
  readonly path: RulePath;
  readonly members: readonly string[];
  readonly detail: ErrorDetail;
}

/**
 * Everything that keeps `rule` from being well formed over `members`, outermost first; empty when it is.
 * It never goes deeper than one step past `MAX_RULE_DEPTH`, so that a rule from a border cannot exhaust the stack.
 * What a well-formed rule is worth is the business of `adviseRule`.
 */
export function ruleFaults(rule: Rule, members: readonly Member[]): readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const known = new Map(members.map((member) => [member.id, member]));
  let leaves = 0;

  function visit(part: Rule, path: RulePath): void {
    if (part.kind === 'member') {
      leaves += 1;
      const fault = leafFault(part.member, path, known);
      if (fault !== null) faults.push(fault);
      return;
    }
    if (path.length >= MAX_RULE_DEPTH) {
      faults.push({ code: 'rule.too_deep', path, members: [], detail: { group: part.name, most: MAX_RULE_DEPTH } });
      return;
    }
    faults.push(...thresholdFaults(part, path, known));
    part.of.forEach((child, i) => {
      visit(child, [...path, i]);
    });
  }

  visit(rule, []);
  if (leaves > MAX_RULE_LEAVES) {
    faults.push({ code: 'rule.too_many_leaves', path: [], members: [], detail: { count: leaves, most: MAX_RULE_LEAVES } });
  }
  return faults;
}

/** Throws the first of `ruleFaults` as an `AppError`. */
export function checkRule(rule: Rule, members: readonly Member[]): void {
  const [fault] = ruleFaults(rule, members);
  if (fault !== undefined) throw new AppError(fault.code, `the rule at [${fault.path.join(', ')}]`, { detail: fault.detail });
}

/**
 * Members that stand in more than one group of a well-formed rule. Allowed, but one such person counts in each of the
 * groups, so that fewer people open it than the numbers seem to say.
 */
export function membersInSeveralGroups(rule: Rule): readonly string[] {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const { member } of ruleLeaves(rule)) {
    if (seen.has(member)) several.add(member);
    seen.add(member);
  }
  return [...several];
}

function leafFault(id: string, path: RulePath, known: ReadonlyMap<string, Member>): RuleFault | null {
  const member = known.get(id);
  if (member === undefined) return { code: 'rule.unknown_member', path, members: [id], detail: { member: id } };
  if (!member.roles.includes('custodian')) return { code: 'rule.not_a_custodian', path, members: [id], detail: { member: member.name } };
  return null;
}

function thresholdFaults(part: Threshold, path: RulePath, known: ReadonlyMap<string, Member>): readonly RuleFault[] {
  if (part.of.length === 0) return [{ code: 'rule.empty', path, members: [], detail: { group: part.name } }];
  const faults: RuleFault[] = [];
  if (!Number.isSafeInteger(part.need) || part.need < 1 || part.need > part.of.length) {
    const detail = { group: part.name, need: part.need, of: part.of.length };
    faults.push({ code: 'rule.threshold_out_of_range', path, members: [], detail });
  }
  const here = new Set<string>();
  for (const child of part.of) {
    if (child.kind !== 'member') continue;
    if (here.has(child.member)) {
      const name = known.get(child.member)?.name ?? child.member;
      faults.push({ code: 'rule.repeated_member', path, members: [child.member], detail: { member: name, group: part.name } });
    }
    here.add(child.member);
  }
  return faults;
}
