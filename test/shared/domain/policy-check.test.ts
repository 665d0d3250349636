import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../../shared/domain/policy.ts';
import { POLICY_RANGES, policyFaults, strictestPolicy } from '../../../shared/domain/policy-check.ts';

describe('a policy', () => {
  it('is in range by default', () => {
    expect(policyFaults(DEFAULT_POLICY)).toEqual([]);
  });

  it.each(Object.entries(POLICY_RANGES))('has its %s within both ends', (field, [least, most]) => {
    const codes = (value: number): readonly string[] => policyFaults({ ...DEFAULT_POLICY, [field]: value }).map((fault) => fault.field);
    expect([least, most].flatMap(codes)).toEqual([]);
    expect([least - 1, most + 1, least + 0.5, Number.NaN, Number.POSITIVE_INFINITY].map(codes)).toEqual(
      Array.from({ length: 5 }, () => [field]),
    );
  });

  it('names the field and its ends', () => {
    expect(policyFaults({ ...DEFAULT_POLICY, lapseMinutes: 3 })).toEqual([
      { code: 'policy.minutes_out_of_range', field: 'lapseMinutes', detail: { field: 'lapseMinutes', value: 3, least: 5, most: 240 } },
    ]);
  });

  it('is the strictest of several, field by field', () => {
    const other: Policy = {
      ...DEFAULT_POLICY,
      maxWindowMinutes: 30,
      lapseMinutes: 60,
      idleSeconds: 60,
      requesterMayApprove: true,
      rotateWithinHours: 2,
    };
    expect(strictestPolicy([DEFAULT_POLICY, other])).toEqual({
      ...DEFAULT_POLICY,
      maxWindowMinutes: 30,
      idleSeconds: 60,
      rotateWithinHours: 2,
    });
    expect(strictestPolicy([other, other])).toEqual(other);
    expect(strictestPolicy([])).toBeNull();
  });
});
