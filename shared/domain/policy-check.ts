import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { Policy } from './policy.ts';

type Numeric = { [K in keyof Policy]: Policy[K] extends number ? K : never }[keyof Policy];

/** The least and the most of each number of a policy, both allowed. */
export const POLICY_RANGES: Readonly<Record<Numeric, readonly [least: number, most: number]>> = {
  maxWindowMinutes: [1, 480],
  lapseMinutes: [5, 240],
  idleSeconds: [30, 3600],
  drillEveryDays: [7, 400],
  proveEveryDays: [7, 400],
  rotateWithinHours: [1, 720],
};

/** A number of a policy that is not a whole one within its range; `detail` names `field`, `least` and `most`. */
export interface PolicyFault {
  readonly code: ErrorCode;
  readonly field: keyof Policy;
  readonly detail: ErrorDetail;
}

/** Every number of `policy` that is out of its range; empty when all are in. */
export function policyFaults(policy: Policy): readonly PolicyFault[] {
  return (Object.keys(POLICY_RANGES) as Numeric[]).flatMap((field) => {
    const [least, most] = POLICY_RANGES[field];
    const value = policy[field];
    if (Number.isSafeInteger(value) && value >= least && value <= most) return [];
    const code = field.endsWith('Minutes') ? 'policy.minutes_out_of_range' : 'policy.out_of_range';
    return [{ code, field, detail: { field, value, least, most } }];
  });
}

/**
 * What holds when compartments open together: of each number the least, and the requester may approve only where every
 * one of them allows it. Null for no policy at all.
 */
export function strictestPolicy(policies: readonly Policy[]): Policy | null {
  const [first, ...others] = policies;
  if (first === undefined) return null;
  return others.reduce<Policy>(
    (strict, policy) => ({
      maxWindowMinutes: Math.min(strict.maxWindowMinutes, policy.maxWindowMinutes),
      lapseMinutes: Math.min(strict.lapseMinutes, policy.lapseMinutes),
      idleSeconds: Math.min(strict.idleSeconds, policy.idleSeconds),
      requesterMayApprove: strict.requesterMayApprove && policy.requesterMayApprove,
      drillEveryDays: Math.min(strict.drillEveryDays, policy.drillEveryDays),
      proveEveryDays: Math.min(strict.proveEveryDays, policy.proveEveryDays),
      rotateWithinHours: Math.min(strict.rotateWithinHours, policy.rotateWithinHours),
    }),
    first,
  );
}
