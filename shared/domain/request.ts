import type { Instant } from '../base/instant.ts';
import type { Policy } from './policy.ts';
import type { Rule } from './rule.ts';

/** `founding` is the first rehearsal: a drill on the decoys of a vault that was just founded. */
export const REQUEST_KINDS = ['emergency', 'drill', 'founding'] as const;
/** Why a request was declared. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** The ordinary ways in: each was tried and has failed, or the custodians see that it was not. */
export const ORDINARY_WAYS = ['single-sign-on', 'password-manager', 'on-call'] as const;
/** An ordinary way in. `failed` is false when it was not tried, or worked. */
export interface WayTried {
  readonly way: (typeof ORDINARY_WAYS)[number];
  readonly failed: boolean;
}

/** Who asks to open what, why and for how long: what each custodian reads before touching a key. */
export interface UnsealRequest {
  readonly id: string;
  readonly kind: RequestKind;
  /** The request whose window this one would lengthen, else null. */
  readonly extends: string | null;
  readonly incident: string;
  readonly reason: string;
  readonly compartments: readonly string[];
  readonly systems: readonly string[];
  /** Who declared it; null when nobody said, and then the operator counts as the one who asks. */
  readonly requester: string | null;
  readonly operator: string;
  readonly minutes: number;
  readonly ways: readonly WayTried[];
  readonly declaredAt: Instant;
  /** From here on it can no longer be granted. */
  readonly lapsesAt: Instant;
}

/** One compartment in the scope of a request, as the charter in force says. */
export interface ScopePart {
  readonly compartment: string;
  readonly name: string;
  readonly kind: 'real' | 'decoy';
  readonly rule: Rule;
  readonly policy: Policy;
}
