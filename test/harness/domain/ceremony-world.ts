import { type Declaration, declare } from '../../../shared/domain/ceremony-declare.ts';
import type { CeremonyEvent } from '../../../shared/domain/ceremony-event.ts';
import type { Ceremony, Gathering } from '../../../shared/domain/ceremony-state.ts';
import { ceremonyStep } from '../../../shared/domain/ceremony-step.ts';
import type { Member } from '../../../shared/domain/member.ts';
import { DEFAULT_POLICY, type Policy } from '../../../shared/domain/policy.ts';
import type { ScopePart } from '../../../shared/domain/request.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import { anyOf } from './rule-arbitrary.ts';

/** The people of the pictures. Jonas is the operator; Mara is one of the custodians and may operate too. */
export const MEMBERS: readonly Member[] = [
  { id: 'mara', name: 'Mara Lindqvist', roles: ['custodian', 'operator'] },
  { id: 'kenji', name: 'Ito Kenji', roles: ['custodian'] },
  { id: 'sam', name: 'Sam Rivera', roles: ['custodian', 'steward'] },
  { id: 'lena', name: 'Lena Okafor', roles: ['custodian'] },
  { id: 'priya', name: 'Priya Nair', roles: ['custodian', 'auditor'] },
  { id: 'jonas', name: 'Jonas Weber', roles: ['operator'] },
];
export const CUSTODIANS = ['mara', 'kenji', 'sam', 'lena', 'priya'] as const;
export const THREE_OF_FIVE = anyOf(3, CUSTODIANS);
export const NOW = Date.UTC(2026, 10, 25, 2, 31);
export const MINUTE = 60_000;

export function part(
  compartment: string,
  rule: Rule = THREE_OF_FIVE,
  policy: Partial<Policy> = {},
  kind: ScopePart['kind'] = 'real',
): ScopePart {
  return { compartment, name: compartment, kind, rule, policy: { ...DEFAULT_POLICY, ...policy } };
}

export const INC_4471: Declaration = {
  id: 'r_1',
  kind: 'emergency',
  incident: 'INC-4471',
  reason: 'Every sign-in is refused since the certificate change at 01:50.',
  scope: [part('network')],
  systems: ['Core routers', 'DNS registrar'],
  requester: null,
  operator: 'jonas',
  minutes: 60,
  ways: [{ way: 'on-call', failed: false }],
};

export function declared(change: Partial<Declaration> = {}): Gathering {
  const result = declare({ ...INC_4471, ...change }, MEMBERS, null, NOW);
  if (!result.ok) throw new Error(`not declared: ${result.code}`);
  return result.state;
}

/** The state after these events, every one of which must be taken. */
export function following(ceremony: Ceremony, ...events: readonly CeremonyEvent[]): Ceremony {
  return events.reduce<Ceremony>((state, event) => {
    const result = ceremonyStep(state, event);
    if (!result.ok) throw new Error(`${event.kind} was refused: ${result.code}`);
    return result.state;
  }, ceremony);
}

/** The code with which the event is refused, or the phase that it leads to. */
export function outcome(ceremony: Ceremony, event: CeremonyEvent): string {
  const result = ceremonyStep(ceremony, event);
  return result.ok ? result.state.phase : result.code;
}

export function approves(member: string, minute: number, compartments: readonly string[] = ['network']): CeremonyEvent {
  return { kind: 'contribute', member, key: `${member}-1`, compartments, now: NOW + minute * MINUTE };
}

export function denies(member: string, minute: number): CeremonyEvent {
  return { kind: 'deny', member, reason: 'I have not reached Jonas by phone.', now: NOW + minute * MINUTE };
}

export function failsToOpen(member: string, minute: number, compartment: string | null = null): CeremonyEvent {
  return {
    kind: 'share-refused',
    member,
    compartment,
    code: 'share.wrong_set',
    detail: { member: 'Lena Okafor', key: '1', set: 2, inForce: 3 },
    now: NOW + minute * MINUTE,
  };
}

export function at(kind: 'lapse' | 'abort' | 'grant', minute: number): CeremonyEvent {
  return { kind, now: NOW + minute * MINUTE };
}
