import type { Rule, Threshold } from './rule.ts';

/**
 * A rule as people say it, as data: the catalogue turns each kind into a phrase, and names for the ids.
 * - `person`: "Mara".
 * - `people`: "any 3 of Mara, Kenji, Lena"; in a part with a name, "2 of Ops". `everyone` when all of them are needed.
 * - `and`: every part, "2 of Ops and 1 of Security".
 * - `or`: one part is enough.
 * - `some`: "any 2 of these: …".
 */
export type RuleWords =
  | { readonly kind: 'person'; readonly member: string }
  | {
      readonly kind: 'people';
      readonly name: string;
      readonly need: number;
      readonly members: readonly string[];
      readonly everyone: boolean;
    }
  | { readonly kind: 'and' | 'or'; readonly name: string; readonly parts: readonly RuleWords[] }
  | { readonly kind: 'some'; readonly name: string; readonly need: number; readonly parts: readonly RuleWords[] };

/** The words of a well-formed rule. A group of one person is that person; a group of one group is that group. */
export function ruleWords(rule: Rule): RuleWords {
  if (rule.kind === 'member') return { kind: 'person', member: rule.member };
  const [only] = rule.of;
  if (only !== undefined && rule.of.length === 1) {
    return only.kind === 'member' && rule.name !== '' ? peopleWords(rule, [only.member]) : ruleWords(only);
  }
  const members = rule.of.flatMap((part) => (part.kind === 'member' ? [part.member] : []));
  if (members.length === rule.of.length) return peopleWords(rule, members);
  const parts = rule.of.map(ruleWords);
  if (rule.need === rule.of.length) return { kind: 'and', name: rule.name, parts };
  return rule.need === 1 ? { kind: 'or', name: rule.name, parts } : { kind: 'some', name: rule.name, need: rule.need, parts };
}

function peopleWords(rule: Threshold, members: readonly string[]): RuleWords {
  return { kind: 'people', name: rule.name, need: rule.need, members, everyone: rule.need === members.length };
}
