import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rule, ruleMembers } from '../../../shared/domain/rule.ts';
import { minimalSets, nearestSet } from '../../../shared/domain/rule-antichain.ts';
import { dualRule, minimalBlockers, minimalCoalitions, oneKeyFromFailure, ruleWorth } from '../../../shared/domain/rule-coalitions.ts';
import { ruleDiagram } from '../../../shared/domain/rule-diagram.ts';
import { anyOf, groups, naivelyOpens, people, person, smallRule, subsets } from '../../harness/domain/rule-arbitrary.ts';

const PAYMENTS = groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]);

function sorted(sets: readonly (readonly string[])[]): readonly string[] {
  return sets.map((set) => [...set].sort().join('')).sort();
}

/** Minimal members of a family, the slow way. */
function minimalOf(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return sets.filter((set) => !sets.some((other) => other.length < set.length && other.every((member) => set.includes(member))));
}

function opening(rule: Rule): readonly (readonly string[])[] {
  return subsets(ruleMembers(rule)).filter((set) => naivelyOpens(rule, set));
}

function blocking(rule: Rule): readonly (readonly string[])[] {
  const members = ruleMembers(rule);
  return subsets(members).filter(
    (gone) =>
      !naivelyOpens(
        rule,
        members.filter((member) => !gone.includes(member)),
      ),
  );
}

describe('coalitions against brute force', () => {
  it('finds the minimal coalitions, blockers and largest absences, all of them and no other', () => {
    fc.assert(
      fc.property(smallRule(), (rule) => {
        const coalitions = minimalCoalitions(rule, 1000);
        expect(sorted(coalitions.sets)).toEqual(sorted(minimalOf(opening(rule))));
        expect(coalitions.count).toBe(coalitions.sets.length);
        expect(sorted(minimalBlockers(rule, 1000).sets)).toEqual(sorted(minimalOf(blocking(rule))));
      }),
      { numRuns: 600 },
    );
  });

  it('knows what a rule is worth when people are missing', () => {
    fc.assert(
      fc.property(smallRule(), fc.subarray([...people(6)], { maxLength: 3 }), (rule, gone) => {
        const left = ruleMembers(rule).filter((member) => !gone.includes(member));
        const worth = ruleWorth(rule, new Set(gone));
        const opens = subsets(left).filter((set) => naivelyOpens(rule, set));
        expect(worth.fewest).toBe(opens.length === 0 ? null : Math.min(...opens.map((set) => set.length)));
        const survives = (count: number): boolean =>
          subsets(left)
            .filter((set) => set.length === left.length - count)
            .every((set) => naivelyOpens(rule, set));
        const tolerated = [...left.keys(), left.length].filter(survives);
        expect(worth.canMiss).toBe(tolerated.length === 0 ? -1 : Math.max(...tolerated));
        expect(worth.cannotMiss).toEqual(
          left.filter(
            (one) =>
              !naivelyOpens(
                rule,
                left.filter((member) => member !== one),
              ),
          ),
        );
        expect(worth.sufficeAlone).toEqual(left.filter((one) => naivelyOpens(rule, [one])));
      }),
      { numRuns: 600 },
    );
  });

  it('reaches the nearest coalition from those already there', () => {
    fc.assert(
      fc.property(smallRule(), fc.subarray([...people(6)]), (rule, there) => {
        const nearest = nearestSet(minimalSets(ruleDiagram(rule, new Set())), new Set(there));
        const sets = minimalOf(opening(rule)).map(
          (set) => set.filter((member) => there.includes(member)).length - 100 * set.filter((member) => !there.includes(member)).length,
        );
        expect(nearest === null ? null : nearest.have - 100 * nearest.more).toBe(Math.max(...sets));
      }),
      { numRuns: 400 },
    );
  });

  it('has a dual whose dual is the rule', () => {
    fc.assert(
      fc.property(smallRule(), (rule) => {
        expect(dualRule(dualRule(rule))).toEqual(rule);
      }),
    );
  });

  it('warns of the one key whose loss leaves the rule on one person', () => {
    fc.assert(
      fc.property(smallRule(), fc.array(fc.constantFrom(0, 1, 2), { minLength: 6, maxLength: 6 }), (rule, counts) => {
        const keys = new Map(people(6).map((member, i) => [member, counts[i] ?? 0]));
        const withKeys = ruleMembers(rule).filter((member) => (keys.get(member) ?? 0) > 0);
        const critical = (left: readonly string[]): readonly string[] =>
          left.filter(
            (one) =>
              !naivelyOpens(
                rule,
                left.filter((member) => member !== one),
              ),
          );
        const before = critical(withKeys);
        const expected = withKeys.flatMap((member) => {
          if (keys.get(member) !== 1 || before.includes(member)) return [];
          const restsOn = critical(withKeys.filter((other) => other !== member)).filter((other) => !before.includes(other));
          return restsOn.length > 0 ? [{ member, restsOn }] : [];
        });
        expect(oneKeyFromFailure(rule, keys)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the rule of the drawing screen', () => {
  it('has the six smallest groups, in the order in which the rule names people', () => {
    expect(minimalCoalitions(PAYMENTS, 10)).toEqual({
      count: 6,
      sets: [
        ['kenji', 'sam', 'priya'],
        ['kenji', 'sam', 'mara'],
        ['kenji', 'lena', 'priya'],
        ['kenji', 'lena', 'mara'],
        ['sam', 'lena', 'priya'],
        ['sam', 'lena', 'mara'],
      ],
    });
  });

  it('says that any one can be missing, and what keeps it shut', () => {
    expect(ruleWorth(PAYMENTS)).toEqual({ fewest: 3, canMiss: 1, cannotMiss: [], sufficeAlone: [] });
    expect(minimalBlockers(PAYMENTS, 10).sets).toContainEqual(['priya', 'mara']);
    expect(minimalBlockers(PAYMENTS, 10).sets).toContainEqual(['kenji', 'lena']);
  });

  it('is one key from a single point of failure when Mara has one', () => {
    const keys = new Map([
      ['kenji', 2],
      ['sam', 2],
      ['lena', 2],
      ['priya', 2],
      ['mara', 1],
    ]);
    expect(oneKeyFromFailure(PAYMENTS, keys)).toEqual([{ member: 'mara', restsOn: ['priya'] }]);
  });

  it('rests on Priya alone when Mara’s share fails', () => {
    expect(ruleWorth(PAYMENTS, new Set(['mara']))).toEqual({ fewest: 3, canMiss: 0, cannotMiss: ['priya'], sufficeAlone: [] });
  });
});

describe('32 leaves, on each keystroke', () => {
  const many = people(32);
  const shared = people(16);
  const cases: readonly (readonly [string, Rule])[] = [
    ['any 16 of 32', anyOf(16, many)],
    [
      '2 of 4 groups of any 4 of 8, everyone apart',
      groups(
        2,
        [0, 8, 16, 24].map((from) => anyOf(4, many.slice(from, from + 8))),
      ),
    ],
    ['two groups over the same sixteen', groups(2, [anyOf(7, shared), anyOf(9, [...shared].reverse())])],
    [
      'ten groups of three, sixteen people in two groups each',
      groups(
        5,
        Array.from({ length: 10 }, (_, i) =>
          anyOf(
            2,
            [0, 1, 2].map((j) => shared[(i * 7 + j * 5 + ((i * j) % 3)) % 16] ?? 'a'),
          ),
        ),
      ),
    ],
    [
      'eight groups of four, spread wide',
      groups(
        4,
        Array.from({ length: 8 }, (_, i) =>
          anyOf(
            2,
            [0, 1, 2, 3].map((j) => shared[(i + j * (i % 2 === 0 ? 4 : 3)) % 16] ?? 'a'),
          ),
        ),
      ),
    ],
    [
      'three deep',
      groups(
        2,
        [0, 1, 2, 3].map((i) => groups(1, [anyOf(2, shared.slice(i, i + 4)), anyOf(2, shared.slice(15 - i - 3, 15 - i + 1))])),
      ),
    ],
  ];

  it.each(cases)('%s', (_, rule) => {
    const started = performance.now();
    const coalitions = minimalCoalitions(rule, 12);
    const worth = ruleWorth(rule);
    minimalBlockers(rule, 12);
    const took = performance.now() - started;
    expect(coalitions.sets.length).toBe(Math.min(12, coalitions.count));
    expect(coalitions.sets[0]).toHaveLength(worth.fewest ?? -1);
    expect(took).toBeLessThan(250);
  });

  it('counts exactly what cannot be listed', () => {
    expect(minimalCoalitions(anyOf(16, many), 3).count).toBe(601_080_390);
    expect(minimalCoalitions(groups(1, [person('a'), anyOf(2, ['b', 'c', 'a'])]), 9).sets).toEqual([['a'], ['b', 'c']]);
  });
});
