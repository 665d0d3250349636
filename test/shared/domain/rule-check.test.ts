import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/base/app-error.ts';
import { type Rule, ruleLeaves, ruleMembers } from '../../../shared/domain/rule.ts';
import { checkRule, membersInSeveralGroups, ruleFaults } from '../../../shared/domain/rule-check.ts';
import { isSatisfied, type StillNeeded, stillNeeded } from '../../../shared/domain/rule-satisfied.ts';
import { ruleWords } from '../../../shared/domain/rule-words.ts';
import { CUSTODIANS, MEMBERS, THREE_OF_FIVE } from '../../harness/domain/ceremony-world.ts';
import { anyOf, groups, naivelyOpens, person, smallRule, subsets } from '../../harness/domain/rule-arbitrary.ts';

const PAYMENTS = groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]);

function codes(rule: Rule): readonly string[] {
  return ruleFaults(rule, MEMBERS).map(({ code }) => code);
}

describe('a rule is checked', () => {
  it('and passes as in the pictures', () => {
    expect(codes(PAYMENTS)).toEqual([]);
    expect(codes(THREE_OF_FIVE)).toEqual([]);
    expect(codes(groups(2, [groups(1, [anyOf(2, CUSTODIANS), person('mara')]), person('kenji')]))).toEqual([]);
  });

  it.each<readonly [string, Rule]>([
    ['rule.empty', anyOf(1, [])],
    ['rule.empty', groups(1, [PAYMENTS, anyOf(1, [])])],
    ['rule.threshold_out_of_range', anyOf(0, CUSTODIANS)],
    ['rule.threshold_out_of_range', anyOf(6, CUSTODIANS)],
    ['rule.threshold_out_of_range', anyOf(1.5, CUSTODIANS)],
    ['rule.threshold_out_of_range', anyOf(Number.NaN, CUSTODIANS)],
    ['rule.unknown_member', anyOf(1, ['nobody', 'mara'])],
    ['rule.not_a_custodian', anyOf(1, ['jonas', 'mara'])],
    ['rule.repeated_member', anyOf(2, ['mara', 'mara'])],
    ['rule.too_deep', groups(1, [groups(1, [groups(1, [anyOf(1, ['mara'])])])])],
  ])('and refused with %s', (code, rule) => {
    expect(codes(rule)).toEqual([code]);
    expect(() => checkRule(rule, MEMBERS)).toThrow();
  });

  it('and has 32 leaves at most', () => {
    const eight = Array.from({ length: 6 }, () => anyOf(2, CUSTODIANS));
    expect(codes(groups(2, [...eight, anyOf(1, ['mara', 'sam'])]))).toEqual([]);
    expect(codes(groups(2, [...eight, anyOf(1, ['mara', 'sam', 'lena'])]))).toEqual(['rule.too_many_leaves']);
  });

  it('and a hundred thousand levels neither pass nor exhaust the stack', () => {
    let deep: Rule = person('mara');
    for (let i = 0; i < 100_000; i++) deep = groups(1, [deep]);
    expect(codes(deep)).toEqual(['rule.too_deep']);
  });

  it('and the fault names the person, and the place', () => {
    const [fault] = ruleFaults(groups(2, [anyOf(1, ['mara']), anyOf(1, ['sam', 'jonas'], 'Ops')]), MEMBERS);
    expect(fault).toEqual({ code: 'rule.not_a_custodian', path: [1, 1], members: ['jonas'], detail: { member: 'Jonas Weber' } });
    const thrown = (): unknown => {
      try {
        return checkRule(anyOf(1, ['jonas']), MEMBERS);
      } catch (error) {
        return error;
      }
    };
    expect(isAppError(thrown(), 'rule.not_a_custodian')).toBe(true);
  });

  it('and tells who stands in several groups', () => {
    expect(membersInSeveralGroups(PAYMENTS)).toEqual([]);
    expect(membersInSeveralGroups(groups(2, [anyOf(1, ['mara', 'sam']), anyOf(1, ['priya', 'mara'])]))).toEqual(['mara']);
  });
});

describe('a rule is satisfied', () => {
  it('just when a naive reading says so', () => {
    fc.assert(
      fc.property(smallRule(), (rule) => {
        for (const set of subsets(ruleMembers(rule))) expect(isSatisfied(rule, new Set(set))).toBe(naivelyOpens(rule, set));
      }),
      { numRuns: 200 },
    );
  });

  it('once what is still needed has come', () => {
    const fill = (need: StillNeeded): readonly string[] => [
      ...need.members.slice(0, need.more),
      ...need.groups.slice(0, Math.max(0, need.more - need.members.length)).flatMap(fill),
    ];
    fc.assert(
      fc.property(smallRule(), fc.subarray(['a', 'b', 'c', 'd', 'e', 'f']), (rule, approved) => {
        const need = stillNeeded(rule, new Set(approved));
        expect(need === null).toBe(naivelyOpens(rule, approved));
        if (need !== null) expect(naivelyOpens(rule, [...approved, ...fill(need)])).toBe(true);
      }),
    );
  });

  it('says "one more of Security"', () => {
    expect(stillNeeded(PAYMENTS, new Set(['kenji', 'sam']))).toEqual({
      name: '',
      more: 1,
      members: [],
      groups: [{ name: 'Security', more: 1, members: ['priya', 'mara'], groups: [] }],
    });
  });

  it('lists its leaves with the way to each', () => {
    expect(ruleLeaves(PAYMENTS).map(({ path, member }) => `${path.join('.')} ${member}`)).toEqual([
      '0.0 kenji',
      '0.1 sam',
      '0.2 lena',
      '1.0 priya',
      '1.1 mara',
    ]);
  });
});

describe('a rule is said', () => {
  it('as "2 of Ops and 1 of Security"', () => {
    expect(ruleWords(PAYMENTS)).toEqual({
      kind: 'and',
      name: '',
      parts: [
        { kind: 'people', name: 'Ops', need: 2, members: ['kenji', 'sam', 'lena'], everyone: false },
        { kind: 'people', name: 'Security', need: 1, members: ['priya', 'mara'], everyone: false },
      ],
    });
  });

  it('as "any 3 of", "or", "any 2 of these", and a person', () => {
    expect(ruleWords(THREE_OF_FIVE)).toMatchObject({ kind: 'people', need: 3, everyone: false });
    expect(ruleWords(anyOf(2, ['sam', 'lena']))).toMatchObject({ kind: 'people', everyone: true });
    expect(ruleWords(groups(1, [PAYMENTS, person('mara')]))).toMatchObject({
      kind: 'or',
      parts: [{ kind: 'and' }, { kind: 'person', member: 'mara' }],
    });
    expect(ruleWords(groups(2, [PAYMENTS, anyOf(1, CUSTODIANS), person('mara')]))).toMatchObject({ kind: 'some', need: 2 });
    expect(ruleWords(groups(1, [PAYMENTS]))).toEqual(ruleWords(PAYMENTS));
  });
});
