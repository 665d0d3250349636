import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import { type CompartmentFacts, compartmentReadiness, vaultReadiness } from '../../../shared/domain/readiness.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import { ruleMembers } from '../../../shared/domain/rule.ts';
import { CUSTODIANS, NOW, THREE_OF_FIVE } from '../../harness/domain/ceremony-world.ts';
import { anyOf, groups } from '../../harness/domain/rule-arbitrary.ts';

const DAY = 86_400_000;
const KEYS = new Map<string, number>(CUSTODIANS.map((member) => [member, 2]));
const PAYMENTS_RULE = groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]);

interface Sick {
  readonly failing?: readonly string[];
  readonly old?: readonly string[];
  readonly drilledDaysAgo?: number;
  readonly rotationsOverdue?: number;
}

function facts(
  compartment: string,
  rule: Rule,
  { failing = [], old = [], drilledDaysAgo = 22, rotationsOverdue = 0 }: Sick = {},
): CompartmentFacts {
  return {
    compartment,
    rule,
    policy: DEFAULT_POLICY,
    rotationsOverdue,
    since: NOW - 300 * DAY,
    proofs: ruleMembers(rule).map((member) => ({
      member,
      provedAt: NOW - (old.includes(member) ? 97 : 2) * DAY,
      failing: failing.includes(member),
    })),
    lastDrill: { at: NOW - drilledDaysAgo * DAY, tookMs: 660_000 },
  };
}

const NETWORK = facts('network', THREE_OF_FIVE);
const PLATFORM = facts('platform', anyOf(2, ['kenji', 'lena', 'sam', 'priya']), { drilledDaysAgo: 84 });
const IDENTITY = facts('identity', THREE_OF_FIVE, { old: ['lena'] });
const PAYMENTS = facts('payments', PAYMENTS_RULE, { failing: ['mara'], drilledDaysAgo: 112 });

describe('the sealed board', () => {
  const picture = vaultReadiness([NETWORK, PLATFORM, IDENTITY, PAYMENTS], new Map([...KEYS, ['sam', 1]]), NOW);
  const row = (compartment: string) => picture.rows.find((one) => one.compartment === compartment);

  it('stands worst first, with its headline', () => {
    expect(picture.rows[0]?.compartment).toBe('payments');
    expect(picture).toMatchObject({ canOpen: 4, restsOn: { compartment: 'payments', member: 'priya' } });
  });

  it('says of Payments that it rests on Priya, that Mara’s share fails, and to re-share', () => {
    expect(row('payments')).toMatchObject({
      verdict: 'bad',
      canMiss: 0,
      cannotMiss: ['priya'],
      shares: { verdict: 'bad', failing: ['mara'] },
      drill: { verdict: 'bad', dueInDays: -22 },
      next: { act: 're-share', member: null },
    });
  });

  it('asks Lena to prove what is old', () => {
    expect(row('identity')).toMatchObject({
      verdict: 'care',
      shares: { verdict: 'care', old: ['lena'], oldestDays: 97, failing: [] },
      next: { act: 'prove', member: 'lena' },
    });
  });

  it('asks for Sam’s spare key', () => {
    expect(row('platform')).toMatchObject({
      canMiss: 2,
      keys: { verdict: 'care', single: ['sam'] },
      drill: { verdict: 'good', dueInDays: 6 },
      next: { act: 'register-spare', member: 'sam' },
    });
  });

  it('has nothing to do where all is well', () => {
    expect(compartmentReadiness(NETWORK, KEYS, NOW)).toMatchObject({
      verdict: 'good',
      canMiss: 2,
      cannotMiss: [],
      next: { act: 'none', member: null },
    });
    expect(vaultReadiness([NETWORK], KEYS, NOW)).toMatchObject({ canOpen: 1, restsOn: null });
  });
});

describe('one row', () => {
  it('says -1 when it cannot open at all, and is the worst', () => {
    const dead = facts('dead', anyOf(3, ['kenji', 'lena', 'sam']), { failing: ['sam'] });
    expect(compartmentReadiness(dead, KEYS, NOW)).toMatchObject({ canMiss: -1, cannotMiss: [], verdict: 'bad', next: { act: 're-share' } });
    expect(vaultReadiness([PAYMENTS, dead], KEYS, NOW)).toMatchObject({
      canOpen: 1,
      rows: [{ compartment: 'dead' }, { compartment: 'payments' }],
    });
  });

  it('takes care where a rule was accepted that one loss locks', () => {
    const all = facts('all', anyOf(2, ['kenji', 'lena']));
    expect(compartmentReadiness(all, KEYS, NOW)).toMatchObject({
      verdict: 'care',
      canMiss: 0,
      cannotMiss: ['kenji', 'lena'],
      next: { act: 'none' },
    });
  });

  it('wants an overdue drill and overdue rotations before proofs and spares', () => {
    const drill = facts('x', THREE_OF_FIVE, { old: ['lena'], drilledDaysAgo: 91 });
    expect(compartmentReadiness(drill, KEYS, NOW)).toMatchObject({ next: { act: 'drill' }, drill: { dueInDays: -1 }, verdict: 'bad' });
    expect(compartmentReadiness({ ...drill, rotationsOverdue: 1 }, KEYS, NOW)).toMatchObject({ next: { act: 'rotate' }, verdict: 'bad' });
  });

  it('counts from the founding where there was no drill, and turns overdue at its day', () => {
    const fresh = { ...NETWORK, lastDrill: null, since: NOW - 90 * DAY };
    expect(compartmentReadiness(fresh, KEYS, NOW).drill).toEqual({ verdict: 'good', lastAt: null, tookMs: null, dueInDays: 0 });
    expect(compartmentReadiness(fresh, KEYS, NOW + 1).drill).toMatchObject({ verdict: 'bad', dueInDays: -1 });
  });

  it('takes a share that was never proved for old, and has no figure for it', () => {
    const unproved = { ...NETWORK, proofs: NETWORK.proofs.filter(({ member }) => member !== 'kenji') };
    expect(compartmentReadiness(unproved, KEYS, NOW).shares).toEqual({ verdict: 'care', failing: [], old: ['kenji'], oldestDays: null });
  });
});
