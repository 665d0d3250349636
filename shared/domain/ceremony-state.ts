import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { Instant } from '../base/instant.ts';
import type { Policy } from './policy.ts';
import type { ScopePart, UnsealRequest } from './request.ts';
import { ruleMembers } from './rule.ts';
import { isSatisfied } from './rule-satisfied.ts';
import type { SealReason } from './window.ts';

/** A custodian approved with this key, and these of their shares opened. */
export interface Approval {
  readonly member: string;
  /** The security key's id. */
  readonly key: string;
  readonly at: Instant;
  readonly compartments: readonly string[];
}

/** A custodian said no. `at` is UTC ms. */
export interface Denial {
  readonly member: string;
  readonly at: Instant;
  readonly reason: string;
}

/** A share did not open. `detail` names whose, which key, which set, and what mends it. */
export interface ShareFault {
  readonly member: string;
  readonly at: Instant;
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

/** What a use can be classified as. */
const CLASSIFICATIONS = ['drill', 'emergency', 'misuse'] as const;
/** What a use was. */
export type Classification = (typeof CLASSIFICATIONS)[number];

/** What every phase keeps of the gathering. A member is in at most one of `approvals` and `denials`. */
export interface Gathered {
  readonly request: UnsealRequest;
  readonly scope: readonly ScopePart[];
  /** The strictest of the scope's policies. */
  readonly policy: Policy;
  /** In the order in which they came, surplus ones too. */
  readonly approvals: readonly Approval[];
  readonly denials: readonly Denial[];
  /** Standing: the latest of each member, until a touch of theirs opens all that they hold. */
  readonly faults: readonly ShareFault[];
  /** How often somebody denied or a share did not open. */
  readonly refusals: number;
  /** Who stands at the key now. */
  readonly here: string | null;
  /** The latest instant of any event: a wall clock that goes back does not lengthen a request. */
  readonly latest: Instant;
}

/** Declared: written and signed, nobody was asked yet. Gathering: the first custodian has come. */
export interface Gathering extends Gathered {
  readonly phase: 'declared' | 'gathering';
}

/** The quorum gave this window `minutes` more, by a request of its own. */
export interface Extension {
  readonly request: string;
  readonly minutes: number;
  readonly at: Instant;
}

interface Granted extends Gathered {
  readonly grantedAt: Instant;
  readonly extensions: readonly Extension[];
}

/** The quorum was met: a window is open. */
export interface Open extends Granted {
  readonly phase: 'open';
  /** The request for more time that is being gathered, else null. */
  readonly extending: string | null;
}

/** The window was sealed and waits to be closed. */
export interface Sealed extends Granted {
  readonly phase: 'sealed';
  readonly sealedAt: Instant;
  readonly sealedHow: SealReason;
}

/** Rotated, tested and classified: nothing is left to do. */
export interface Closed extends Granted {
  readonly phase: 'closed';
  readonly sealedAt: Instant;
  readonly sealedHow: SealReason;
  readonly closedAt: Instant;
}

/** It never opened a window; `extended` lengthened another's. */
export interface Ended extends Gathered {
  readonly phase: 'denied' | 'lapsed' | 'aborted' | 'extended';
  readonly endedAt: Instant;
}

/** A request in whatever phase it is. */
export type Ceremony = Gathering | Open | Sealed | Closed | Ended;

/** True while custodians may still come. */
export function isGathering(ceremony: Ceremony): ceremony is Gathering {
  return ceremony.phase === 'declared' || ceremony.phase === 'gathering';
}

/** The member who asks and so, unless the policy allows it, does not count as an approver. */
export function whoAsks(request: UnsealRequest): string {
  return request.requester ?? request.operator;
}

/** Custodians whose approval counts, in the order of the scope's rules. */
export function mayApprove({ request, scope, policy }: Pick<Gathered, 'request' | 'scope' | 'policy'>): readonly string[] {
  const holders = [...new Set(scope.flatMap((part) => ruleMembers(part.rule)))];
  return policy.requesterMayApprove ? holders : holders.filter((member) => member !== whoAsks(request));
}

/** The compartments in scope of which this member holds a share. */
export function heldInScope(scope: readonly ScopePart[], member: string): readonly string[] {
  return scope.filter((part) => ruleMembers(part.rule).includes(member)).map((part) => part.compartment);
}

/** Who has approved this compartment. */
export function approversOf(gathered: Gathered, compartment: string): ReadonlySet<string> {
  return new Set(gathered.approvals.filter((approval) => approval.compartments.includes(compartment)).map(({ member }) => member));
}

/** Whether every compartment in scope has its quorum. */
export function hasQuorum(gathered: Gathered): boolean {
  return gathered.scope.length > 0 && gathered.scope.every((part) => isSatisfied(part.rule, approversOf(gathered, part.compartment)));
}

/** Whether it can still be met when those who denied stay away. Someone whose share failed may come with another key. */
export function canStillBeMet(gathered: Pick<Gathered, 'request' | 'scope' | 'policy' | 'denials'>): boolean {
  const denied = new Set(gathered.denials.map(({ member }) => member));
  const left = new Set(mayApprove(gathered).filter((member) => !denied.has(member)));
  return gathered.scope.every((part) => isSatisfied(part.rule, left));
}
