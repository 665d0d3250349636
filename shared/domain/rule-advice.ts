import type { Member } from './member.ts';
import { matchesOverride } from './override-sentence.ts';
import type { Rule } from './rule.ts';
import { membersInSeveralGroups, type RuleFault, ruleFaults } from './rule-check.ts';
import {
  minimalBlockers,
  minimalCoalitions,
  type OneKeyAway,
  oneKeyFromFailure,
  type PeopleSets,
  type RuleWorth,
  ruleWorth,
} from './rule-coalitions.ts';

/** How many groups the drawing screen lists before it only counts. */
const MAX_LISTED = 12;

/** What a well-formed rule means: the right half of the drawing screen. */
export interface RuleMeaning extends RuleWorth {
  readonly coalitions: PeopleSets;
  readonly blockers: PeopleSets;
  readonly oneKeyAway: readonly OneKeyAway[];
  /** Members who stand in several groups and so count more than once. */
  readonly severalGroups: readonly string[];
}

/** Whether a rule can be kept as drawn. */
export interface RuleAdvice {
  /** Everything that stands in the way now. Empty: it can be kept. */
  readonly refusals: readonly RuleFault[];
  /** True when the sentence of `overrideSentence` would be enough to keep it. */
  readonly overridable: boolean;
  /** True when it is kept only because of that sentence, which then goes into charter and log. */
  readonly overridden: boolean;
  /** Null while the rule is not well formed. */
  readonly meaning: RuleMeaning | null;
}

/**
 * Weighs a rule as it is drawn. One person who suffices is always refused. People without whom it cannot open are
 * refused too, unless `typed` is the override sentence. `keys` counts security keys by member.
 */
export function adviseRule(
  rule: Rule,
  compartmentName: string,
  members: readonly Member[],
  keys: ReadonlyMap<string, number>,
  typed: string | null,
): RuleAdvice {
  const faults = ruleFaults(rule, members);
  if (faults.length > 0) return { refusals: faults, overridable: false, overridden: false, meaning: null };
  const meaning: RuleMeaning = {
    ...ruleWorth(rule),
    coalitions: minimalCoalitions(rule, MAX_LISTED),
    blockers: minimalBlockers(rule, MAX_LISTED),
    oneKeyAway: oneKeyFromFailure(rule, keys),
    severalGroups: membersInSeveralGroups(rule),
  };
  const suffices = weakness('rule.one_person_suffices', meaning.sufficeAlone, compartmentName, members);
  const locks = weakness('rule.one_loss_locks', meaning.cannotMiss, compartmentName, members);
  const accepted = typed !== null && matchesOverride(typed, compartmentName);
  return {
    refusals: [...suffices, ...(accepted ? [] : locks)],
    overridable: locks.length > 0 && suffices.length === 0,
    overridden: locks.length > 0 && suffices.length === 0 && accepted,
    meaning,
  };
}

function weakness(
  code: 'rule.one_person_suffices' | 'rule.one_loss_locks',
  who: readonly string[],
  compartment: string,
  members: readonly Member[],
): readonly RuleFault[] {
  const [first] = who;
  if (first === undefined) return [];
  const name = members.find((member) => member.id === first)?.name ?? first;
  return [{ code, path: [], members: who, detail: { compartment, member: name, count: who.length } }];
}
