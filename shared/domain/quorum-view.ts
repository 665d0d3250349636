import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { Instant } from '../base/instant.ts';
import { approversOf, type Gathered, mayApprove, whoAsks } from './ceremony-state.ts';
import { compartmentDial, type Dial, scopeDial, whoWouldOpen } from './quorum-dial.ts';
import type { ScopePart } from './request.ts';
import { type Rule, ruleMembers } from './rule.ts';
import { isSatisfied, satisfiedParts } from './rule-satisfied.ts';

/** Where a custodian is in the request. */
export type PersonStatus = 'waiting' | 'here' | 'approved' | 'denied' | 'fault';

/** One custodian's line. `at` is when they approved, denied or failed. */
export interface QuorumPerson {
  readonly member: string;
  readonly status: PersonStatus;
  readonly at: Instant | null;
  readonly reason: string | null;
  readonly fault: { readonly code: ErrorCode; readonly detail: ErrorDetail } | null;
}

/** One part of a nested rule: "Ops, 1 of 2". `have` never exceeds `need`. */
export interface QuorumGroup {
  readonly name: string;
  readonly need: number;
  readonly have: number;
  readonly members: readonly string[];
}

/** The quorum of one compartment. */
export interface CompartmentQuorum extends Dial {
  readonly compartment: string;
  readonly satisfied: boolean;
  /** The parts of the outermost rule when it has groups; empty for a plain "any 3 of 5". */
  readonly groups: readonly QuorumGroup[];
}

/** What the gathering screen says. */
export interface QuorumView extends Dial {
  /** At the key, then approved as they came, then whom to ask, then faults, then who denied. */
  readonly people: readonly QuorumPerson[];
  readonly quorums: readonly CompartmentQuorum[];
  /** The next good touch of some custodian opens everything. */
  readonly oneMore: boolean;
  /** The touch of the person at the key, if it is good, opens everything. */
  readonly nextTouchOpens: boolean;
  /** The custodian who asks and so does not count as an approver, else null. */
  readonly notCounted: string | null;
}

const ORDER: readonly PersonStatus[] = ['here', 'approved', 'waiting', 'fault', 'denied'];

/** Who is in, who is awaited, and how many touches are missing, for every compartment that is asked for. */
export function quorumView(gathered: Gathered): QuorumView {
  const dial = scopeDial(gathered);
  const holders = new Set(gathered.scope.flatMap((part) => ruleMembers(part.rule)));
  const asks = whoAsks(gathered.request);
  return {
    have: dial.have,
    need: dial.need,
    people: mayApprove(gathered)
      .map((member) => personLine(gathered, member))
      .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || approvedBefore(a, b)),
    quorums: gathered.scope.map((part) => compartmentQuorum(gathered, part)),
    oneMore: whoWouldOpen(gathered).length > 0,
    nextTouchOpens: gathered.here !== null && whoWouldOpen(gathered).includes(gathered.here),
    notCounted: !gathered.policy.requesterMayApprove && holders.has(asks) ? asks : null,
  };
}

function personLine(gathered: Gathered, member: string): QuorumPerson {
  const line = { member, at: null, reason: null, fault: null };
  if (gathered.here === member) return { ...line, status: 'here' };
  const fault = gathered.faults.find((one) => one.member === member);
  if (fault !== undefined) return { ...line, status: 'fault', at: fault.at, fault: { code: fault.code, detail: fault.detail } };
  const approval = gathered.approvals.find((one) => one.member === member);
  if (approval !== undefined) return { ...line, status: 'approved', at: approval.at };
  const denial = gathered.denials.find((one) => one.member === member);
  if (denial !== undefined) return { ...line, status: 'denied', at: denial.at, reason: denial.reason };
  return { ...line, status: 'waiting' };
}

function approvedBefore(a: QuorumPerson, b: QuorumPerson): number {
  return a.status === 'approved' ? (a.at ?? 0) - (b.at ?? 0) : 0;
}

function compartmentQuorum(gathered: Gathered, part: ScopePart): CompartmentQuorum {
  const approvers = approversOf(gathered, part.compartment);
  return {
    ...compartmentDial(gathered, part),
    compartment: part.compartment,
    satisfied: isSatisfied(part.rule, approvers),
    groups: groupsOf(part.rule, approvers),
  };
}

function groupsOf(rule: Rule, approvers: ReadonlySet<string>): readonly QuorumGroup[] {
  if (rule.kind === 'member' || rule.of.every((part) => part.kind === 'member')) return [];
  return rule.of.map((part) => {
    const name = part.kind === 'threshold' ? part.name : '';
    const need = part.kind === 'threshold' ? part.need : 1;
    const have = part.kind === 'threshold' ? satisfiedParts(part, approvers) : Number(isSatisfied(part, approvers));
    return { name, need, have: Math.min(have, need), members: ruleMembers(part) };
  });
}
