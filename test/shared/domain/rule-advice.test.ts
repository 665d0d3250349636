import { describe, expect, it } from 'vitest';
import { matchesOverride, overrideSentence } from '../../../shared/domain/override-sentence.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import { adviseRule, type RuleAdvice } from '../../../shared/domain/rule-advice.ts';
import { CUSTODIANS, MEMBERS, THREE_OF_FIVE } from '../../harness/domain/ceremony-world.ts';
import { anyOf, groups, person } from '../../harness/domain/rule-arbitrary.ts';

const KEYS = new Map(CUSTODIANS.map((member) => [member, member === 'mara' ? 1 : 2]));
const SENTENCE = overrideSentence('Payments');

function advise(rule: Rule, typed: string | null = null): RuleAdvice {
  return adviseRule(rule, 'Payments', MEMBERS, KEYS, typed);
}

function codes(advice: RuleAdvice): readonly string[] {
  return advice.refusals.map(({ code }) => code);
}

describe('advice while a rule is drawn', () => {
  it('has nothing against 3 of 5', () => {
    expect(advise(THREE_OF_FIVE)).toMatchObject({
      refusals: [],
      overridable: false,
      overridden: false,
      meaning: { canMiss: 2, fewest: 3 },
    });
  });

  it('never takes a rule that one person satisfies, whatever is typed', () => {
    for (const rule of [anyOf(1, CUSTODIANS), groups(1, [anyOf(2, ['kenji', 'sam']), person('mara')]), anyOf(1, ['mara'])]) {
      expect(codes(advise(rule))).toContain('rule.one_person_suffices');
      expect(codes(advise(rule, SENTENCE))).toContain('rule.one_person_suffices');
      expect(advise(rule, SENTENCE)).toMatchObject({ overridable: false, overridden: false });
    }
  });

  it('sees the person who counts in both groups', () => {
    const rule = groups(2, [anyOf(1, ['mara', 'kenji']), anyOf(1, ['mara', 'sam'])]);
    expect(advise(rule).refusals).toMatchObject([
      { code: 'rule.one_person_suffices', members: ['mara'], detail: { member: 'Mara Lindqvist' } },
    ]);
    expect(advise(rule).meaning?.severalGroups).toEqual(['mara']);
  });

  it('refuses what one loss locks, until the sentence is typed', () => {
    const all = anyOf(2, ['kenji', 'sam']);
    expect(codes(advise(all))).toEqual(['rule.one_loss_locks']);
    expect(advise(all)).toMatchObject({ overridable: true, overridden: false });
    expect(codes(advise(all, 'one loss locks payment'))).toEqual(['rule.one_loss_locks']);
    expect(codes(advise(all, overrideSentence('Network')))).toEqual(['rule.one_loss_locks']);
    expect(advise(all, SENTENCE)).toMatchObject({ refusals: [], overridable: true, overridden: true });
    const hidden = groups(2, [anyOf(2, CUSTODIANS), anyOf(1, ['priya'], 'Security')]);
    expect(advise(hidden).refusals).toMatchObject([{ code: 'rule.one_loss_locks', members: ['priya'] }]);
  });

  it('is not overridden by a sentence that nothing asked for', () => {
    expect(advise(THREE_OF_FIVE, SENTENCE)).toMatchObject({ overridable: false, overridden: false });
  });

  it('cannot weigh what is not well formed', () => {
    expect(advise(anyOf(9, CUSTODIANS), SENTENCE)).toMatchObject({
      meaning: null,
      overridable: false,
      refusals: [{ code: 'rule.threshold_out_of_range' }],
    });
  });

  it('warns of the key whose loss leaves one person', () => {
    const rule = groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]);
    expect(advise(rule).meaning?.oneKeyAway).toEqual([{ member: 'mara', restsOn: ['priya'] }]);
  });
});

describe('the sentence', () => {
  it('forgives spaces, case and a full stop, and no word', () => {
    expect(matchesOverride('  one  loss LOCKS payments. ', 'Payments')).toBe(true);
    for (const typed of ['', 'One loss locks', 'One loss locks Payments and more', 'Oneloss locks Payments']) {
      expect(matchesOverride(typed, 'Payments')).toBe(false);
    }
  });
});
