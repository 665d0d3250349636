import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/base/app-error.ts';
import type { Member } from '../../../shared/domain/member.ts';
import { ruleMembers, type Threshold } from '../../../shared/domain/rule.ts';
import { ruleFaults } from '../../../shared/domain/rule-check.ts';
import {
  addGroup,
  addMember,
  needFewer,
  needMore,
  nestPart,
  removePart,
  renameGroup,
  startRule,
} from '../../../shared/domain/rule-edit.ts';
import { anyOf, groups, people, person } from '../../harness/domain/rule-arbitrary.ts';

const PAYMENTS = groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]);

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'taken';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe('drawing a rule', () => {
  it('goes from "any 2 of" to "2 of Ops and 1 of Security"', () => {
    const flat = startRule(2, ['kenji', 'sam', 'lena']);
    const nested = addGroup(nestPart(flat, [], 'Ops'), [], { name: 'Security', members: ['priya', 'mara'] });
    expect(nested).toEqual(PAYMENTS);
    expect(flat).toEqual(anyOf(2, ['kenji', 'sam', 'lena']));
  });

  it('adds, takes away, asks for more, for fewer, and renames', () => {
    expect(addMember(PAYMENTS, [1], 'sam')).toEqual(
      groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara', 'sam'], 'Security')]),
    );
    expect(removePart(PAYMENTS, [0, 1])).toEqual(groups(2, [anyOf(2, ['kenji', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]));
    expect(needMore(PAYMENTS, [1])).toEqual(
      groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(2, ['priya', 'mara'], 'Security')]),
    );
    expect(needFewer(PAYMENTS, [])).toEqual({ ...PAYMENTS, need: 1 });
    expect(renameGroup(PAYMENTS, [0], 'On call').of[0]).toMatchObject({ name: 'On call' });
    expect(nestPart(anyOf(1, ['sam', 'lena']), [1], 'Deputies')).toEqual(groups(1, [person('sam'), anyOf(1, ['lena'], 'Deputies')]));
  });

  it('lowers the need when fewer are left, and drops groups without people', () => {
    expect(removePart(anyOf(2, ['a', 'b']), [0])).toEqual(anyOf(1, ['b']));
    expect(removePart(groups(2, [anyOf(1, ['a'], 'One'), anyOf(2, ['b', 'c'], 'Two')]), [0, 0])).toEqual(anyOf(2, ['b', 'c']));
  });

  it.each([
    ['rule.empty', () => removePart(anyOf(1, ['a']), [0])],
    ['rule.empty', () => removePart(PAYMENTS, [])],
    ['rule.empty', () => removePart(PAYMENTS, [7])],
    ['rule.empty', () => addMember(PAYMENTS, [0, 0], 'sam')],
    ['rule.empty', () => addMember(PAYMENTS, [4], 'sam')],
    ['rule.empty', () => addGroup(PAYMENTS, [], { name: 'Nobody', members: [] })],
    ['rule.empty', () => nestPart(PAYMENTS, [5], 'x')],
    ['rule.empty', () => startRule(1, [])],
    ['rule.repeated_member', () => addMember(PAYMENTS, [0], 'sam')],
    ['rule.threshold_out_of_range', () => needFewer(PAYMENTS, [1])],
    ['rule.threshold_out_of_range', () => needMore(PAYMENTS, [])],
    ['rule.too_deep', () => nestPart(nestPart(PAYMENTS, [], 'a'), [], 'b')],
    ['rule.too_many_leaves', () => startRule(1, people(33))],
  ])('refuses with %s what would not be a rule', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  it('gives a well-formed rule or throws, whatever is done to it', () => {
    const letters = people(9);
    const members = letters.map((id): Member => ({ id, name: id, roles: ['custodian'] }));
    const path = fc.array(fc.nat({ max: 3 }), { maxLength: 3 });
    const act: fc.Arbitrary<(rule: Threshold) => Threshold> = fc.oneof(
      fc.tuple(path, fc.constantFrom(...letters)).map(
        ([at, member]) =>
          (rule: Threshold) =>
            addMember(rule, at, member),
      ),
      path.map((at) => (rule: Threshold) => removePart(rule, at)),
      path.map((at) => (rule: Threshold) => needMore(rule, at)),
      path.map((at) => (rule: Threshold) => needFewer(rule, at)),
      path.map((at) => (rule: Threshold) => nestPart(rule, at, 'Group')),
      fc.tuple(path, fc.subarray([...letters], { maxLength: 5 })).map(
        ([at, who]) =>
          (rule: Threshold) =>
            addGroup(rule, at, { name: 'More', members: who }),
      ),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let rule = startRule(2, ['a', 'b', 'c']);
        for (const change of acts) {
          const before = JSON.stringify(rule);
          const code = codeOf(() => {
            const next = change(rule);
            expect(ruleFaults(next, members)).toEqual([]);
            expect(JSON.stringify(rule)).toBe(before);
            rule = next;
          });
          if (code === 'taken') taken += 1;
          else expect(code).toMatch(/^rule\./);
        }
        expect(ruleMembers(rule).length).toBeGreaterThan(0);
      }),
      { numRuns: 700 },
    );
    expect(taken).toBeGreaterThan(500);
  });
});
