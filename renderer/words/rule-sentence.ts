import type { Rule } from '../../shared/domain/rule.ts';
import { type RuleWords, ruleWords } from '../../shared/domain/rule-words.ts';
import { listAnd, listOr, listPlain } from './list.ts';
import { t } from './words.ts';

/** A longer list of names is counted: nobody reads thirty names in a row. */
const NAMED = 8;

/** A rule as people say it: "Any 3 of Mara, Kenji, Lena", "2 of Ops and 1 of Security". Begins with a capital. */
export function ruleSentence(rule: Rule, nameOf: (member: string) => string): string {
  const text = phrase(ruleWords(rule), nameOf);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same in the middle of a sentence. */
export function rulePhrase(rule: Rule, nameOf: (member: string) => string): string {
  return phrase(ruleWords(rule), nameOf);
}

function phrase(words: RuleWords, nameOf: (member: string) => string): string {
  switch (words.kind) {
    case 'person':
      return nameOf(words.member);
    case 'people':
      if (words.name !== '') return t('kit.rule.group', { need: words.need, name: words.name });
      if (words.members.length > NAMED) return t('kit.rule.anyMany', { need: words.need, count: words.members.length });
      return words.everyone
        ? listAnd(words.members.map(nameOf))
        : t('kit.rule.any', { need: words.need, list: listPlain(words.members.map(nameOf)) });
    case 'and':
      return listAnd(words.parts.map((part) => phrase(part, nameOf)));
    case 'or':
      return listOr(words.parts.map((part) => phrase(part, nameOf)));
    case 'some':
      return t('kit.rule.some', { need: words.need, list: words.parts.map((part) => phrase(part, nameOf)).join('; ') });
  }
}
