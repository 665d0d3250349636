import type { DraftCompartment } from '../../shared/contract/view.ts';
import type { Member } from '../../shared/domain/member.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/policy.ts';
import { POLICY_RANGES, policyFaults } from '../../shared/domain/policy-check.ts';
import type { Rule, Threshold } from '../../shared/domain/rule.ts';
import { startRule } from '../../shared/domain/rule-edit.ts';

export type Limit = keyof typeof POLICY_RANGES;
// Object.keys forgets what the keys are.
export const LIMITS = Object.keys(POLICY_RANGES) as Limit[];

/** A compartment while it is drawn. Numbers are as typed. */
export interface CompartmentDraft {
  /** Null until main has it. */
  readonly id: string | null;
  readonly name: string;
  readonly summary: string;
  readonly rule: Threshold;
  readonly limits: Readonly<Record<Limit, string>>;
  readonly requesterMayApprove: boolean;
  /** What was typed to accept a rule that one loss locks; empty for nothing. */
  readonly override: string;
}

/** A new one: more than half of the custodians, and never all where there are three or more. */
export function newCompartment(custodians: readonly Member[]): CompartmentDraft {
  const need = Math.floor(custodians.length / 2) + 1;
  const rule = startRule(
    need,
    custodians.map((one) => one.id),
  );
  return { id: null, name: '', summary: '', rule, ...policyAsTyped(DEFAULT_POLICY), override: '' };
}

export function editCompartment(one: DraftCompartment): CompartmentDraft {
  const { id, name, summary, override } = one;
  return { id, name, summary, rule: asThreshold(one.rule), ...policyAsTyped(one.policy), override: override ?? '' };
}

function asThreshold(rule: Rule): Threshold {
  return rule.kind === 'threshold' ? rule : { kind: 'threshold', name: '', need: 1, of: [rule] };
}

function policyAsTyped(policy: Policy): Pick<CompartmentDraft, 'limits' | 'requesterMayApprove'> {
  // One entry a limit: fromEntries forgets that.
  const limits = Object.fromEntries(LIMITS.map((limit) => [limit, `${policy[limit]}`])) as Record<Limit, string>;
  return { limits, requesterMayApprove: policy.requesterMayApprove };
}

/** The policy as typed; a number that is none is NaN, which `policyFaults` finds. */
export function policyOf({ limits, requesterMayApprove }: CompartmentDraft): Policy {
  const number = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN);
  return {
    maxWindowMinutes: number(limits.maxWindowMinutes),
    lapseMinutes: number(limits.lapseMinutes),
    idleSeconds: number(limits.idleSeconds),
    drillEveryDays: number(limits.drillEveryDays),
    proveEveryDays: number(limits.proveEveryDays),
    rotateWithinHours: number(limits.rotateWithinHours),
    requesterMayApprove,
  };
}

/** The limits that are out of their range. */
export function limitFaults(draft: CompartmentDraft): ReadonlySet<string> {
  return new Set(policyFaults(policyOf(draft)).map((fault) => fault.field));
}

/** As main takes it. The typed sentence goes along only where it was asked for. */
export function compartmentOf(draft: CompartmentDraft, overridden: 'yes' | 'no'): Omit<DraftCompartment, 'id'> & { id: string | null } {
  const { id, name, summary, rule, override } = draft;
  return {
    id,
    name: name.trim(),
    summary: summary.trim(),
    rule,
    policy: policyOf(draft),
    override: overridden === 'yes' ? override.trim() : null,
  };
}
