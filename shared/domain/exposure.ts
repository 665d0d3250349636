import type { Instant } from '../base/instant.ts';
import type { Classification } from './ceremony-state.ts';
import type { ClosingLeft } from './closing.ts';
import type { Member } from './member.ts';
import { type Refused, refused } from './refused.ts';
import type { RequestKind } from './request.ts';

/** How a secret came into the open. Using a code or a certificate without seeing its secret is none of these. */
export const EXPOSED_HOW = ['shown', 'copied', 'large', 'saved'] as const;
/** How a field was exposed. */
export type ExposedHow = (typeof EXPOSED_HOW)[number];

/** One field of one credential that somebody has seen: safe again once it is rotated and the new value was retested. */
export interface Exposure {
  readonly id: number;
  readonly credential: string;
  /** The version that was seen. Any later one is a rotation. */
  readonly version: number;
  readonly field: string;
  readonly member: string;
  readonly how: ExposedHow;
  readonly times: number;
  /** When it was first seen. */
  readonly at: Instant;
  readonly rotateBy: Instant;
  readonly rotatedAt: Instant | null;
  readonly retestedAt: Instant | null;
}

/** What was exposed in one use, oldest first. */
export type Ledger = readonly Exposure[];

/** Something was seen. The same field seen again in the same way and version is counted, not listed again. */
export function expose(
  ledger: Ledger,
  seen: Pick<Exposure, 'id' | 'credential' | 'version' | 'field' | 'member' | 'how' | 'at'>,
  rotateWithinHours: number,
): Ledger {
  const same = (one: Exposure): boolean =>
    one.credential === seen.credential &&
    one.version === seen.version &&
    one.field === seen.field &&
    one.member === seen.member &&
    one.how === seen.how;
  if (ledger.some(same)) return ledger.map((one) => (same(one) ? { ...one, times: one.times + 1 } : one));
  const exposure: Exposure = { ...seen, times: 1, rotateBy: seen.at + rotateWithinHours * 3_600_000, rotatedAt: null, retestedAt: null };
  return [...ledger, exposure];
}

/** What a person does next about an exposure. */
export function nextFor(exposure: Exposure): 'rotate' | 'retest' | 'none' {
  if (exposure.rotatedAt === null) return 'rotate';
  return exposure.retestedAt === null ? 'retest' : 'none';
}

/** What needs a person first: to rotate, the soonest due before others; then to retest; then what is done. */
export function worstFirst(ledger: Ledger): Ledger {
  const order = ['rotate', 'retest', 'none'];
  return [...ledger].sort((a, b) => order.indexOf(nextFor(a)) - order.indexOf(nextFor(b)) || a.rotateBy - b.rotateBy || a.id - b.id);
}

/**
 * What stands between a use and its close. Credentials are counted, not sightings: one new password mends them all.
 * Decoys are worth nothing, so a drill asks for no rotation; the first rehearsal is known to be a drill without a word.
 */
export function closingLeft(ledger: Ledger, kind: RequestKind, classified: Classification | null): ClosingLeft {
  const credentials = [...new Set(kind === 'emergency' ? ledger.map(({ credential }) => credential) : [])];
  const worst = credentials.map((credential) => ledger.filter((one) => one.credential === credential).map(nextFor));
  return {
    rotations: worst.filter((steps) => steps.includes('rotate')).length,
    retests: worst.filter((steps) => steps.some((step) => step !== 'none')).length,
    classification: kind !== 'founding' && classified === null,
  };
}

/**
 * Who may say what a use was: the auditors, and any other member when there is no auditor but the operator. Never the
 * operator, whatever roles that person has.
 */
export function mayClassify(members: readonly Member[], operator: string): readonly string[] {
  const others = members.filter((member) => member.id !== operator);
  const auditors = others.filter((member) => member.roles.includes('auditor'));
  return (auditors.length > 0 ? auditors : others).map((member) => member.id);
}

/** Null when this member may classify; else why not. */
export function classifyFault(member: string, members: readonly Member[], operator: string): Refused | null {
  if (member === operator) return refused('closing.operator_may_not_classify');
  return mayClassify(members, operator).includes(member) ? null : refused('closing.not_an_auditor');
}
