import type { RuleWords } from '../shared/domain/rule-words.ts';

/** A rule in English: "any 3 of Ito Kenji, Sam Rivera, …", "2 of Ops and 1 of Security". */
export function ruleText(words: RuleWords, nameOf: (member: string) => string): string {
  switch (words.kind) {
    case 'person':
      return nameOf(words.member);
    case 'people': {
      const names = words.members.map(nameOf).join(', ');
      if (words.name !== '') return `${words.need} of ${words.name} (${names})`;
      return words.everyone ? `all ${words.need} of ${names}` : `any ${words.need} of ${names}`;
    }
    case 'and':
    case 'or':
      return words.parts.map((part) => ruleText(part, nameOf)).join(` ${words.kind} `);
    case 'some':
      return `any ${words.need} of these: ${words.parts.map((part) => ruleText(part, nameOf)).join('; ')}`;
  }
}
