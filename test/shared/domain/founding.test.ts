import { describe, expect, it } from 'vitest';
import { FOUNDING_STEPS, type FoundingProgress, foundingMissing, mayGoTo, resumeStep } from '../../../shared/domain/founding.ts';
import { overrideSentence } from '../../../shared/domain/override-sentence.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import { MEMBERS, THREE_OF_FIVE } from '../../harness/domain/ceremony-world.ts';
import { anyOf } from '../../harness/domain/rule-arbitrary.ts';

const READY: FoundingProgress = {
  name: 'Nordhamn production',
  members: [...MEMBERS.slice(0, 2), { id: 'sam', name: 'Sam Rivera', roles: ['custodian', 'steward'] as const }, ...MEMBERS.slice(3)].map(
    (member) => ({
      ...member,
      keys: [
        { id: `${member.id}-1`, label: '1' },
        { id: `${member.id}-2`, label: '2' },
      ],
      signed: true,
      proven: true,
    }),
  ),
  compartments: [{ id: 'network', name: 'Network', rule: THREE_OF_FIVE, policy: DEFAULT_POLICY, override: null }],
  rehearsed: true,
};

function codes(change: Partial<FoundingProgress>): readonly string[] {
  return foundingMissing({ ...READY, ...change }).map(({ step, code }) => `${step} ${code}`);
}

function member(id: string, change: Partial<FoundingProgress['members'][number]>): Pick<FoundingProgress, 'members'> {
  return { members: READY.members.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

function rule(drawn: Rule, override: string | null = null): Pick<FoundingProgress, 'compartments'> {
  return { compartments: [{ id: 'network', name: 'Network', rule: drawn, policy: DEFAULT_POLICY, override }] };
}

describe('a founding', () => {
  it('is done when nothing is missing', () => {
    expect(foundingMissing(READY)).toEqual([]);
    expect(resumeStep(READY)).toBe('done');
    expect(FOUNDING_STEPS.every((step) => mayGoTo(READY, step))).toBe(true);
  });

  it.each<readonly [string, Partial<FoundingProgress>]>([
    ['name vault.name_missing', { name: '  ' }],
    ['members founding.duplicate_name', member('kenji', { name: 'MARA Lindqvist' })],
    ['members founding.step_incomplete', member('kenji', { name: ' ' })],
    ['members policy.role_missing', member('sam', { roles: ['custodian'] })],
    ['members policy.role_missing', member('jonas', { roles: [] })],
    ['keys founding.key_missing', member('lena', { keys: [] })],
    ['keys founding.key_missing', member('jonas', { keys: [] })],
    ['rules founding.no_compartments', { compartments: [] }],
    [
      'rules founding.duplicate_name',
      { compartments: [...READY.compartments, { ...rule(THREE_OF_FIVE).compartments[0], id: 'b', name: 'network' } as never] },
    ],
    ['rules rule.one_person_suffices', rule(anyOf(1, ['mara', 'kenji']))],
    ['rules rule.one_loss_locks', rule(anyOf(2, ['mara', 'kenji']))],
    ['rules rule.not_a_custodian', rule(anyOf(2, ['mara', 'kenji', 'jonas']))],
    ['rules rule.unknown_member', rule(anyOf(2, ['mara', 'kenji', 'nobody']))],
    ['rules policy.out_of_range', { compartments: [{ ...READY.compartments[0], policy: { ...DEFAULT_POLICY, idleSeconds: 5 } } as never] }],
    ['sign founding.not_all_signed', member('jonas', { signed: false })],
    ['sign founding.share_not_proven', member('lena', { proven: false })],
    ['rehearse founding.not_rehearsed', { rehearsed: false }],
  ])('lacks %s', (expected, change) => {
    expect(codes(change)).toEqual([expected]);
    const step = expected.split(' ')[0];
    expect(resumeStep({ ...READY, ...change })).toBe(step);
    const open = FOUNDING_STEPS.filter((one) => mayGoTo({ ...READY, ...change }, one));
    expect(open.at(-1)).toBe(step);
  });

  it('needs two custodians', () => {
    const one = READY.members.map((each) =>
      each.id === 'mara' ? each : { ...each, roles: each.roles.filter((role) => role !== 'custodian') },
    );
    expect(codes({ members: one })).toContain('members founding.no_custodians');
  });

  it('does not ask a member without shares to prove one', () => {
    expect(codes(member('jonas', { proven: false }))).toEqual([]);
  });

  it('takes the typed sentence, and says when it differs', () => {
    const both = anyOf(2, ['mara', 'kenji']);
    expect(codes(rule(both, overrideSentence('Network')))).toEqual([]);
    expect(codes(rule(both, 'One loss locks it'))).toEqual(['rules rule.one_loss_locks', 'rules founding.sentence_differs']);
  });

  it('refuses a rule that nobody could ever ask for', () => {
    const everyone = READY.members.map((each) => ({ ...each, roles: [...new Set([...each.roles, 'custodian' as const])] }));
    const all = rule(
      anyOf(
        6,
        everyone.map(({ id }) => id),
      ),
      overrideSentence('Network'),
    );
    expect(codes({ members: everyone, ...all })).toEqual(['rules ceremony.cannot_be_met']);
  });
});
