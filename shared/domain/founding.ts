import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { Member, Role } from './member.ts';
import type { Policy } from './policy.ts';
import { policyFaults } from './policy-check.ts';
import type { Rule } from './rule.ts';
import { ruleMembers } from './rule.ts';
import { adviseRule } from './rule-advice.ts';
import { isSatisfied } from './rule-satisfied.ts';

/** The steps of a founding, in order. */
export const FOUNDING_STEPS = ['name', 'members', 'keys', 'rules', 'sign', 'rehearse', 'done'] as const;
/** A step of a founding. */
export type FoundingStep = (typeof FOUNDING_STEPS)[number];

/** A member of a founding and how far they are. */
export interface MemberProgress extends Member {
  readonly keys: readonly { readonly id: string; readonly label: string }[];
  /** Signed the charter as it now stands. */
  readonly signed: boolean;
  /** Every share of theirs opened with a key of theirs. */
  readonly proven: boolean;
}

/** A compartment of a founding. */
export interface CompartmentProgress {
  readonly id: string;
  readonly name: string;
  readonly rule: Rule;
  readonly policy: Policy;
  /** The sentence typed to accept a rule that one loss locks, else null. */
  readonly override: string | null;
}

/** All that a founding has so far. It is kept from one start of the app to the next. */
export interface FoundingProgress {
  readonly name: string;
  readonly members: readonly MemberProgress[];
  readonly compartments: readonly CompartmentProgress[];
  /** A real quorum opened the decoys, after the file was closed and read again. */
  readonly rehearsed: boolean;
}

/** One thing that keeps a step from being complete; `detail` holds names, as the sentence shows them. */
export interface FoundingMissing {
  readonly step: FoundingStep;
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

/** A vault that rests on one custodian is none. */
const FEWEST_CUSTODIANS = 2;

/** Everything that is missing, in the order of the steps; empty when the vault may be called one. */
export function foundingMissing(draft: FoundingProgress): readonly FoundingMissing[] {
  return [
    ...nameMissing(draft),
    ...membersMissing(draft),
    ...keysMissing(draft),
    ...rulesMissing(draft),
    ...signMissing(draft),
    ...rehearsalMissing(draft),
  ];
}

/** Whether every step before this one is complete. */
export function mayGoTo(draft: FoundingProgress, step: FoundingStep): boolean {
  const place = FOUNDING_STEPS.indexOf(step);
  return foundingMissing(draft).every((missing) => FOUNDING_STEPS.indexOf(missing.step) >= place);
}

/** Where an interrupted founding goes on: its first step that is not complete. */
export function resumeStep(draft: FoundingProgress): FoundingStep {
  return foundingMissing(draft)[0]?.step ?? 'done';
}

function nameMissing({ name }: FoundingProgress): readonly FoundingMissing[] {
  return name.trim() === '' ? [{ step: 'name', code: 'vault.name_missing', detail: {} }] : [];
}

function membersMissing({ members }: FoundingProgress): readonly FoundingMissing[] {
  const missing: FoundingMissing[] = namesMissing('members', members);
  const custodians = members.filter((member) => member.roles.includes('custodian')).length;
  if (custodians < FEWEST_CUSTODIANS) {
    missing.push({ step: 'members', code: 'founding.no_custodians', detail: { count: custodians, least: FEWEST_CUSTODIANS } });
  }
  for (const role of ['operator', 'steward'] satisfies Role[]) {
    if (!members.some((member) => member.roles.includes(role)))
      missing.push({ step: 'members', code: 'policy.role_missing', detail: { role } });
  }
  for (const { name, roles } of members) {
    if (roles.length === 0) missing.push({ step: 'members', code: 'policy.role_missing', detail: { member: name } });
  }
  return missing;
}

/** Every member signs the charter, and signs it with an identity that only a security key unwraps. */
function keysMissing({ members }: FoundingProgress): readonly FoundingMissing[] {
  return members
    .filter((member) => member.keys.length === 0)
    .map((member) => ({ step: 'keys', code: 'founding.key_missing', detail: { member: member.name } }));
}

function rulesMissing(draft: FoundingProgress): readonly FoundingMissing[] {
  if (draft.compartments.length === 0) return [{ step: 'rules', code: 'founding.no_compartments', detail: {} }];
  return [
    ...namesMissing('rules', draft.compartments),
    ...draft.compartments.flatMap((compartment) => compartmentMissing(compartment, draft.members)),
  ];
}

function compartmentMissing(compartment: CompartmentProgress, members: readonly MemberProgress[]): readonly FoundingMissing[] {
  const { name, rule, policy, override } = compartment;
  const keys = new Map(members.map((member) => [member.id, member.keys.length]));
  const advice = adviseRule(rule, name, members, keys, override);
  const faults = [...advice.refusals, ...policyFaults(policy)];
  const missing = faults.map(({ code, detail }): FoundingMissing => ({ step: 'rules', code, detail: { ...detail, compartment: name } }));
  if (advice.overridable && !advice.overridden && override !== null && override.trim() !== '') {
    missing.push({ step: 'rules', code: 'founding.sentence_differs', detail: { compartment: name } });
  }
  if (advice.meaning !== null && !someoneMayAsk(rule, policy, members)) {
    missing.push({ step: 'rules', code: 'ceremony.cannot_be_met', detail: { compartment: name, requester: '' } });
  }
  return missing;
}

/** The one who asks does not approve: where everybody must approve, nobody could ever ask. */
function someoneMayAsk(rule: Rule, policy: Policy, members: readonly Member[]): boolean {
  const holders = ruleMembers(rule);
  return policy.requesterMayApprove || members.some(({ id }) => isSatisfied(rule, new Set(holders.filter((holder) => holder !== id))));
}

function signMissing({ members, compartments }: FoundingProgress): readonly FoundingMissing[] {
  const holders = new Set(compartments.flatMap((compartment) => ruleMembers(compartment.rule)));
  return members.flatMap((member): readonly FoundingMissing[] => {
    const detail = { member: member.name };
    if (!member.signed) return [{ step: 'sign', code: 'founding.not_all_signed', detail }];
    return holders.has(member.id) && !member.proven ? [{ step: 'sign', code: 'founding.share_not_proven', detail }] : [];
  });
}

function rehearsalMissing({ rehearsed }: FoundingProgress): readonly FoundingMissing[] {
  return rehearsed ? [] : [{ step: 'rehearse', code: 'founding.not_rehearsed', detail: {} }];
}

/** Names are what people call each other by, so two that differ by case alone are the same. */
function namesMissing(step: FoundingStep, named: readonly { readonly name: string }[]): FoundingMissing[] {
  const seen = new Set<string>();
  return named.flatMap(({ name }): readonly FoundingMissing[] => {
    const key = name.normalize('NFC').trim().toLowerCase();
    if (key === '') return [{ step, code: 'founding.step_incomplete', detail: { field: 'name' } }];
    if (seen.has(key)) return [{ step, code: 'founding.duplicate_name', detail: { name } }];
    seen.add(key);
    return [];
  });
}
