import { describe, expect, test } from 'vitest';
import { compartmentOf, editCompartment, limitFaults, newCompartment, policyOf } from '../../../renderer/founding/draft-compartment.ts';
import {
  addPerson,
  isUntouched,
  membersMissing,
  peopleFrom,
  TEMPLATES,
  type Template,
  withRole,
} from '../../../renderer/founding/draft-members.ts';
import { nextLabel, nextToRegister } from '../../../renderer/founding/key-labels.ts';
import { stepBefore } from '../../../renderer/founding/step-order.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import { adviseRule } from '../../../shared/domain/rule-advice.ts';

const key = (label: string) => ({ id: `k_${label}`, label, kind: 'fido2' as const });
const founder = (id: string, labels: readonly string[]) => ({
  id,
  name: id,
  roles: ['custodian' as const],
  keys: labels.map(key),
  signed: false,
  proven: false,
});
const custodians = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `m_${i}`, name: `M${i}`, roles: ['custodian' as const] }));

describe('members while they are typed', () => {
  test('a template lacks nothing but names', () => {
    for (const template of Object.keys(TEMPLATES) as Template[]) {
      const blank = peopleFrom(template);
      expect(isUntouched(blank), template).toBe(true);
      expect(
        membersMissing(blank).every((one) => one.code === 'founding.step_incomplete'),
        template,
      ).toBe(true);
      const named = blank.map((one, i) => ({ ...one, name: `Person ${i}` }));
      expect(membersMissing(named), template).toEqual([]);
      expect(isUntouched(named), template).toBe(false);
    }
  });

  test('a new person never takes the place of another on the screen', () => {
    const some = addPerson(addPerson(peopleFrom('three').slice(1)));
    expect(new Set(some.map((one) => one.key)).size).toBe(some.length);
    expect(addPerson([])).toHaveLength(1);
  });

  test('two of one name, and nobody to hold a share, are said', () => {
    const twins = peopleFrom('three').map((one) => ({ ...one, name: 'Mara' }));
    expect(membersMissing(twins).map((one) => one.code)).toContain('founding.duplicate_name');
    const nobody = peopleFrom('three').map((one, i) => ({ ...one, name: `P${i}`, roles: withRole(one.roles, 'custodian', 'no') }));
    expect(membersMissing(nobody).map((one) => one.code)).toContain('founding.no_custodians');
  });
});

describe('keys while they are registered', () => {
  test('the next label is the smallest that is free', () => {
    expect(nextLabel(founder('m', []))).toBe('1');
    expect(nextLabel(founder('m', ['1']))).toBe('2');
    expect(nextLabel(founder('m', ['2']))).toBe('1');
    expect(nextLabel(founder('m', ['1', '2', 'blue']))).toBe('3');
  });

  test('those without a key come before spares, and nobody after two', () => {
    const [a, b, c] = [founder('a', ['1']), founder('b', []), founder('c', ['1', '2'])];
    expect(nextToRegister([a, b, c])?.id).toBe('b');
    expect(nextToRegister([a, c])?.id).toBe('a');
    expect(nextToRegister([c])).toBeNull();
  });
});

describe('a compartment while it is drawn', () => {
  test('begins with a rule that can be kept, from three custodians up', () => {
    for (let count = 3; count <= 32; count += 1) {
      const people = custodians(count);
      const draft = newCompartment(people);
      const keys = new Map(people.map((one) => [one.id, 2]));
      expect(adviseRule(draft.rule, 'Network', people, keys, null).refusals, `${count}`).toEqual([]);
    }
    expect(adviseRule(newCompartment(custodians(2)).rule, 'x', custodians(2), new Map(), null).overridable).toBe(true);
  });

  test('what was stored comes back as it was', () => {
    const stored = {
      ...compartmentOf(newCompartment(custodians(5)), 'no'),
      id: 'c_1',
      name: 'Network',
      override: 'One loss locks Network',
    };
    expect(compartmentOf(editCompartment(stored), 'yes')).toEqual(stored);
    expect(policyOf(editCompartment(stored))).toEqual(DEFAULT_POLICY);
  });

  test('a typed sentence goes along only where it was asked for', () => {
    const draft = { ...newCompartment(custodians(5)), name: ' Network ', override: 'One loss locks Network' };
    expect(compartmentOf(draft, 'no')).toMatchObject({ name: 'Network', override: null });
    expect(compartmentOf(draft, 'yes').override).toBe('One loss locks Network');
  });

  test('a limit that is no whole number in its range is found', () => {
    const draft = newCompartment(custodians(5));
    for (const wrong of ['', '0', '481', '-5', '1.5', '1e2', 'ten', '99999999']) {
      expect([...limitFaults({ ...draft, limits: { ...draft.limits, maxWindowMinutes: wrong } })], wrong).toEqual(['maxWindowMinutes']);
    }
    expect(limitFaults({ ...draft, limits: { ...draft.limits, maxWindowMinutes: ' 480 ' } }).size).toBe(0);
  });
});

test('back leads one step back, and nowhere from the first and the last', () => {
  expect(stepBefore('name')).toBeNull();
  expect(stepBefore('keys')).toBe('members');
  expect(stepBefore('rehearse')).toBe('sign');
  expect(stepBefore('done')).toBeNull();
});
