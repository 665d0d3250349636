import type { CallInput } from '../../shared/contract/handlers.ts';
import type { CompartmentView, VaultView } from '../../shared/contract/view.ts';
import { ORDINARY_WAYS } from '../../shared/domain/request.ts';

export type Way = (typeof ORDINARY_WAYS)[number];

/** A request as it is being written. Compartments are the real ones; a drill takes their decoys. */
export interface Draft {
  readonly kind: 'emergency' | 'drill';
  readonly incident: string;
  readonly reason: string;
  readonly operator: string | null;
  /** Null: the operator declares it. */
  readonly requester: string | null;
  readonly compartments: readonly string[];
  /** Null: the longest that the policy allows. */
  readonly minutes: number | null;
  readonly failed: readonly Way[];
}

export function emptyDeclaration(kind: Draft['kind'], compartment: string | null, operators: readonly string[]): Draft {
  const [only] = operators;
  return {
    kind,
    incident: '',
    reason: '',
    operator: operators.length === 1 && only !== undefined ? only : null,
    requester: null,
    compartments: compartment === null ? [] : [compartment],
    minutes: null,
    failed: [],
  };
}

/** What would open: the ticked compartments, or in a drill their decoys. */
export function scopeOf(draft: Draft, vault: VaultView): readonly CompartmentView[] {
  const real = vault.compartments.filter((one) => one.kind === 'real' && draft.compartments.includes(one.id));
  if (draft.kind === 'emergency') return real;
  return real.flatMap((one) => vault.compartments.filter((decoy) => decoy.decoyOf === one.id));
}

/** The longest window that every compartment in scope allows; the vault's shortest while none is ticked. */
export function mostMinutes(draft: Draft, vault: VaultView): number {
  const scope = scopeOf(draft, vault);
  const asked = scope.length > 0 ? scope : vault.compartments;
  return Math.min(480, ...asked.map((one) => one.policy.maxWindowMinutes));
}

/** Three lengths to choose from: a quarter, a half and the whole of the most, in plain numbers. */
export function minuteChoices(most: number): readonly number[] {
  return [15, 30, 60, 120, 240, 480]
    .filter((minutes) => minutes < most)
    .slice(-2)
    .concat(most);
}

export type MissingPart = 'incident' | 'operator' | 'reason' | 'scope';

export function missingOf(draft: Draft): readonly MissingPart[] {
  const out: MissingPart[] = [];
  if (draft.incident.trim() === '') out.push('incident');
  if (draft.operator === null) out.push('operator');
  if (draft.reason.trim() === '') out.push('reason');
  if (draft.compartments.length === 0) out.push('scope');
  return out;
}

/** What goes to main. Null while something is missing. */
export function requestOf(draft: Draft, vault: VaultView): CallInput<'request.declare'> | null {
  if (missingOf(draft).length > 0 || draft.operator === null) return null;
  const scope = scopeOf(draft, vault);
  const most = mostMinutes(draft, vault);
  return {
    kind: draft.kind,
    incident: draft.incident.trim(),
    reason: draft.reason.trim(),
    compartments: scope.map((one) => one.id),
    systems: [...new Set(scope.flatMap((one) => systemsOf(one, vault)))].slice(0, 50),
    requester: draft.requester ?? draft.operator,
    operator: draft.operator,
    minutes: Math.min(draft.minutes ?? most, most),
    ways: ORDINARY_WAYS.map((way) => ({ way, failed: draft.failed.includes(way) })),
  };
}

/** The systems that a compartment's founders named in its summary: "Core routers, DNS registrar". */
function systemsOf(one: CompartmentView, vault: VaultView): readonly string[] {
  const named = one.kind === 'decoy' ? vault.compartments.find((real) => real.id === one.decoyOf) : one;
  return (named?.summary ?? '')
    .split(',')
    .map((system) => system.trim().slice(0, 200))
    .filter((system) => system !== '');
}
