import type { Instant } from '../base/instant.ts';
import { type Ceremony, canStillBeMet, type Gathering, isGathering, type Open, whoAsks } from './ceremony-state.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Member } from './member.ts';
import { strictestPolicy } from './policy-check.ts';
import { type Refused, refused } from './refused.ts';
import type { RequestKind, ScopePart, UnsealRequest, WayTried } from './request.ts';

/** What a person fills in. Text is kept as written; blank text counts as missing. */
export interface Declaration {
  readonly id: string;
  readonly kind: RequestKind;
  readonly incident: string;
  readonly reason: string;
  readonly scope: readonly ScopePart[];
  readonly systems: readonly string[];
  readonly requester: string | null;
  readonly operator: string;
  readonly minutes: number;
  readonly ways: readonly WayTried[];
}

/** The request as it begins to gather, or why it may not. */
export type DeclareResult = { readonly ok: true; readonly state: Gathering } | Refused;

/**
 * Makes a ceremony of a declaration, or says what is wrong with it. `standing` is the ceremony at hand, if any: only one
 * at a time gathers or is open. A request that no custodians could ever grant is refused here, not at the deadline.
 */
export function declare(declaration: Declaration, members: readonly Member[], standing: Ceremony | null, now: Instant): DeclareResult {
  if (standing !== null && (isGathering(standing) || standing.phase === 'open')) {
    return refused('ceremony.already_declared', { incident: standing.request.incident });
  }
  return begin(declaration, null, members, now);
}

/** More time for an open window: a request of its own over the same scope, for the same operator. */
export function declareExtension(
  parent: Ceremony,
  asked: { readonly id: string; readonly minutes: number; readonly reason: string; readonly requester: string | null },
  members: readonly Member[],
  now: Instant,
): DeclareResult {
  if (parent.phase !== 'open') return refused('ceremony.not_open');
  if (parent.extending !== null) return refused('ceremony.already_extending');
  return begin(declarationFrom(parent, asked), parent.request.id, members, now);
}

function declarationFrom(parent: Open, asked: Pick<Declaration, 'id' | 'minutes' | 'reason' | 'requester'>): Declaration {
  const { kind, incident, systems, operator, ways } = parent.request;
  return { ...asked, kind, incident, systems, operator, ways, scope: parent.scope };
}

function begin(declaration: Declaration, extended: string | null, members: readonly Member[], now: Instant): DeclareResult {
  const { scope, ...asked } = declaration;
  const policy = strictestPolicy(scope.map((part) => part.policy));
  if (policy === null) return refused('ceremony.scope_empty');
  const wrong = faultOf(declaration, members) ?? minutesFault(declaration.minutes, policy.maxWindowMinutes);
  if (wrong !== null) return wrong;
  const request: UnsealRequest = {
    ...asked,
    extends: extended,
    compartments: scope.map((part) => part.compartment),
    declaredAt: now,
    lapsesAt: now + policy.lapseMinutes * 60_000,
  };
  const state: Gathering = {
    phase: 'declared',
    request,
    scope,
    policy,
    approvals: [],
    denials: [],
    faults: [],
    refusals: 0,
    here: null,
    latest: now,
  };
  if (!canStillBeMet(state)) return refused('ceremony.cannot_be_met', { requester: nameOf(whoAsks(request), members) });
  return { ok: true, state: deepFreeze(structuredCopy(state)) };
}

function faultOf(declaration: Declaration, members: readonly Member[]): Refused | null {
  const { kind, scope, incident, reason, operator, requester } = declaration;
  const wrongKind = scope.find((part) => part.kind !== (kind === 'emergency' ? 'real' : 'decoy'));
  if (wrongKind !== undefined) return refused('ceremony.mixed_drill', { compartment: wrongKind.name, kind });
  if (incident.trim() === '') return refused('ceremony.incident_missing');
  if (reason.trim() === '') return refused('ceremony.reason_missing');
  if (!members.some((member) => member.id === operator && member.roles.includes('operator'))) {
    return refused('ceremony.operator_unknown', { operator: nameOf(operator, members) });
  }
  if (requester !== null && !members.some((member) => member.id === requester)) return refused('ceremony.requester_unknown');
  return null;
}

function minutesFault(minutes: number, most: number): Refused | null {
  if (Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= most) return null;
  return refused('policy.minutes_out_of_range', { field: 'maxWindowMinutes', value: minutes, least: 1, most });
}

function nameOf(id: string, members: readonly Member[]): string {
  return members.find((member) => member.id === id)?.name ?? id;
}

/** Our own copy, so that freezing it leaves the caller's data as it was. */
function structuredCopy(state: Gathering): Gathering {
  return JSON.parse(JSON.stringify(state)) as Gathering; // plain JSON data by its type
}
