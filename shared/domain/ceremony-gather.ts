import type { CeremonyEvent } from './ceremony-event.ts';
import { type Approval, canStillBeMet, type Ended, type Gathering, heldInScope, mayApprove } from './ceremony-state.ts';
import { type Refused, refused } from './refused.ts';

type GatherEvent = Extract<CeremonyEvent, { kind: 'at-key' | 'contribute' | 'share-refused' | 'withdraw' | 'deny' }>;
type GatherResult = { readonly ok: true; readonly state: Gathering | Ended } | Refused;

/** A custodian comes, approves, fails, denies or goes. The gathering is known to be under way and not lapsed. */
export function gatherStep(ceremony: Gathering, event: GatherEvent): GatherResult {
  const wrong = event.member === null ? null : approverFault(ceremony, event.member);
  if (wrong !== null) return wrong;
  switch (event.kind) {
    case 'at-key':
      return atKey(ceremony, event.member);
    case 'contribute':
      return contribute(ceremony, event);
    case 'share-refused':
      return shareRefused(ceremony, event);
    case 'withdraw':
      return went(ceremony, { approvals: othersOf(ceremony.approvals, event.member) });
    case 'deny':
      return deny(ceremony, event);
  }
}

function atKey(ceremony: Gathering, member: string | null): GatherResult {
  if (member === null) return went(ceremony, { here: null });
  const given = approvalOf(ceremony, member);
  const held = heldInScope(ceremony.scope, member);
  if (given !== undefined && held.every((compartment) => given.compartments.includes(compartment))) {
    return refused('ceremony.already_contributed');
  }
  return went(ceremony, { here: member });
}

function contribute(ceremony: Gathering, event: Extract<GatherEvent, { kind: 'contribute' }>): GatherResult {
  const held = heldInScope(ceremony.scope, event.member);
  if (event.compartments.length === 0 || !event.compartments.every((compartment) => held.includes(compartment))) {
    return refused('ceremony.not_a_holder');
  }
  const before = approvalOf(ceremony, event.member)?.compartments ?? [];
  const compartments = held.filter((compartment) => before.includes(compartment) || event.compartments.includes(compartment));
  if (compartments.length === before.length) return refused('ceremony.already_contributed');
  const approval: Approval = { member: event.member, key: event.key, at: event.now, compartments };
  return went(ceremony, {
    approvals: [...othersOf(ceremony.approvals, event.member), approval],
    denials: othersOf(ceremony.denials, event.member),
    faults: compartments.length === held.length ? othersOf(ceremony.faults, event.member) : ceremony.faults,
    here: ceremony.here === event.member ? null : ceremony.here,
  });
}

function shareRefused(ceremony: Gathering, event: Extract<GatherEvent, { kind: 'share-refused' }>): GatherResult {
  const { member, compartment, code, detail, now } = event;
  const approvals = ceremony.approvals.flatMap((approval) => {
    if (approval.member !== member) return [approval];
    const compartments = compartment === null ? [] : approval.compartments.filter((opened) => opened !== compartment);
    return compartments.length === 0 ? [] : [{ ...approval, compartments }];
  });
  return went(ceremony, {
    approvals,
    faults: [...othersOf(ceremony.faults, member), { member, at: now, code, detail: { ...detail } }],
    refusals: ceremony.refusals + 1,
  });
}

/** What is given by a touch is not taken away by a word: a denial is not signed. */
function deny(ceremony: Gathering, event: Extract<GatherEvent, { kind: 'deny' }>): GatherResult {
  if (approvalOf(ceremony, event.member) !== undefined) return refused('ceremony.already_contributed');
  if (event.reason.trim() === '') return refused('ceremony.reason_missing');
  const state: Gathering = {
    ...ceremony,
    phase: 'gathering',
    denials: [...othersOf(ceremony.denials, event.member), { member: event.member, at: event.now, reason: event.reason }],
    refusals: ceremony.refusals + 1,
    here: ceremony.here === event.member ? null : ceremony.here,
  };
  return { ok: true, state: canStillBeMet(state) ? state : { ...state, phase: 'denied', here: null, endedAt: event.now } };
}

function went(ceremony: Gathering, change: Partial<Gathering>): GatherResult {
  return { ok: true, state: { ...ceremony, ...change, phase: 'gathering' } };
}

function approverFault(ceremony: Gathering, member: string): Refused | null {
  if (heldInScope(ceremony.scope, member).length === 0) return refused('ceremony.not_a_holder');
  return mayApprove(ceremony).includes(member) ? null : refused('ceremony.requester_may_not_approve');
}

function approvalOf(ceremony: Gathering, member: string): Approval | undefined {
  return ceremony.approvals.find((approval) => approval.member === member);
}

function othersOf<T extends { readonly member: string }>(entries: readonly T[], member: string): readonly T[] {
  return entries.filter((entry) => entry.member !== member);
}
