import type { Rule, Threshold } from '../../shared/domain/rule.ts';
import { t } from '../words/words.ts';

/** True for a group of people only: "any 3 of 5". */
export function isFlat(rule: Threshold): boolean {
  return rule.of.every((part) => part.kind === 'member');
}

function groupNames(rule: Rule): readonly string[] {
  return rule.kind === 'member' ? [] : [rule.name, ...rule.of.flatMap(groupNames)];
}

/** "Group 2": a name that no group of the rule has yet, until people give it theirs. */
export function nextGroupName(rule: Threshold): string {
  const taken = new Set(groupNames(rule));
  let number = 1;
  while (taken.has(t('founding.rules.groupNew', { number }))) number += 1;
  return t('founding.rules.groupNew', { number });
}
