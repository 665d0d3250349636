import type { Instant } from '../base/instant.ts';
import type { Ceremony } from './ceremony-state.ts';

/** What a use took, drill or not: the figures of its end. */
export interface DrillResult {
  /** From the declaration to the grant; null when it never opened. */
  readonly toQuorumMs: number | null;
  /** From the declaration to the first credential that somebody saw or used; null when nobody did. */
  readonly toFirstMs: number | null;
  /** Denials, and shares that did not open. */
  readonly refusals: number;
}

/** `firstUseAt` is when a credential was first shown, copied, saved, or used without seeing. A clock set back gives 0, never less. */
export function drillResult(ceremony: Ceremony, firstUseAt: Instant | null): DrillResult {
  const { declaredAt } = ceremony.request;
  const granted = 'grantedAt' in ceremony ? ceremony.grantedAt : null;
  return {
    toQuorumMs: granted === null ? null : Math.max(0, granted - declaredAt),
    toFirstMs: granted === null || firstUseAt === null ? null : Math.max(0, firstUseAt - declaredAt),
    refusals: ceremony.refusals,
  };
}
