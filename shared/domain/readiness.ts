import type { Instant } from '../base/instant.ts';
import type { Policy } from './policy.ts';
import type { Rule } from './rule.ts';
import { ruleMembers } from './rule.ts';
import { ruleWorth } from './rule-coalitions.ts';

const DAY_MS = 86_400_000;

/** The sign beside a fact, worst last. */
const VERDICTS = ['good', 'care', 'bad'] as const;
/** How good a fact is. */
export type ReadinessVerdict = (typeof VERDICTS)[number];

/** What is known of one custodian's share of one compartment. */
export interface ShareProof {
  readonly member: string;
  /** When it last opened; null when it never did. */
  readonly provedAt: Instant | null;
  /** True when it did not open the last time it was tried, or is of a set that is no longer in force. */
  readonly failing: boolean;
}

/** A real compartment, as the vault file and its log tell without any key. */
export interface CompartmentFacts {
  readonly compartment: string;
  readonly rule: Rule;
  readonly policy: Policy;
  readonly proofs: readonly ShareProof[];
  /** Its last drill that opened, on its decoy: the first rehearsal counts. */
  readonly lastDrill: { readonly at: Instant; readonly tookMs: number } | null;
  /** From when drills are due: the founding, or the charter that made it. */
  readonly since: Instant;
  /** Exposed credentials whose time to rotate is over. */
  readonly rotationsOverdue: number;
}

/** What can be done next about a compartment. */
const NEXT_ACTS = ['none', 'drill', 'prove', 'register-spare', 're-share', 'rotate'] as const;
/** What should be done next. */
export type NextAct = (typeof NEXT_ACTS)[number];

/** A row of the sealed board. Members are ids, in the rule's order. */
export interface CompartmentReadiness {
  readonly compartment: string;
  readonly verdict: ReadinessVerdict;
  /** How many custodians, whoever they are, can be missing besides those whose share fails. -1: it cannot open. */
  readonly canMiss: number;
  /** Members without whom it cannot open. */
  readonly cannotMiss: readonly string[];
  readonly shares: {
    readonly verdict: ReadinessVerdict;
    readonly failing: readonly string[];
    /** Not proved within the policy's days, the longest ago first. */
    readonly old: readonly string[];
    /** Days since the proof that is the longest ago; null when a share was never proved. */
    readonly oldestDays: number | null;
  };
  readonly keys: { readonly verdict: ReadinessVerdict; readonly single: readonly string[] };
  readonly drill: {
    readonly verdict: ReadinessVerdict;
    readonly lastAt: Instant | null;
    readonly tookMs: number | null;
    /** Negative: overdue by so many days. */
    readonly dueInDays: number;
  };
  /** The one thing to do. `member` is who has to come, where it is one. */
  readonly next: { readonly act: NextAct; readonly member: string | null };
}

/** The board and its headline. */
export interface VaultReadiness {
  /** Worst first; equals stay in the charter's order. */
  readonly rows: readonly CompartmentReadiness[];
  readonly canOpen: number;
  /** The first compartment that rests on one person, when any does. */
  readonly restsOn: { readonly compartment: string; readonly member: string } | null;
}

/** `keys` counts the security keys of each member. */
export function vaultReadiness(compartments: readonly CompartmentFacts[], keys: ReadonlyMap<string, number>, now: Instant): VaultReadiness {
  const rows = compartments
    .map((facts) => compartmentReadiness(facts, keys, now))
    .sort((a, b) => rank(b.verdict) - rank(a.verdict) || trouble(b) - trouble(a));
  const resting = rows.find((row) => row.canMiss === 0 && row.cannotMiss.length > 0);
  const [member] = resting?.cannotMiss ?? [];
  return {
    rows,
    canOpen: rows.filter((row) => row.canMiss >= 0).length,
    restsOn: resting === undefined || member === undefined ? null : { compartment: resting.compartment, member },
  };
}

/** One compartment's row. */
export function compartmentReadiness(facts: CompartmentFacts, keys: ReadonlyMap<string, number>, now: Instant): CompartmentReadiness {
  const shares = sharesOf(facts, now);
  const { canMiss, cannotMiss } = ruleWorth(facts.rule, new Set(shares.failing));
  const single = ruleMembers(facts.rule).filter((member) => keys.get(member) === 1);
  const drill = drillOf(facts, now);
  const rests: ReadinessVerdict = canMiss > 0 ? 'good' : canMiss < 0 || shares.failing.length > 0 ? 'bad' : 'care';
  const keysVerdict: ReadinessVerdict = single.length > 0 ? 'care' : 'good';
  const overdue: ReadinessVerdict = facts.rotationsOverdue > 0 ? 'bad' : 'good';
  return {
    compartment: facts.compartment,
    verdict: worst([rests, shares.verdict, keysVerdict, drill.verdict, overdue]),
    canMiss,
    cannotMiss: canMiss < 0 ? [] : cannotMiss,
    shares,
    keys: { verdict: keysVerdict, single },
    drill,
    next: nextOf(facts, shares, single, drill),
  };
}

function sharesOf(facts: CompartmentFacts, now: Instant): CompartmentReadiness['shares'] {
  const members = ruleMembers(facts.rule);
  const proofs = members.map(
    (member) => facts.proofs.find((proof) => proof.member === member) ?? { member, provedAt: null, failing: false },
  );
  const failing = proofs.filter((proof) => proof.failing).map(({ member }) => member);
  const standing = proofs.filter((proof) => !proof.failing);
  const age = (proof: ShareProof): number => (proof.provedAt === null ? Number.POSITIVE_INFINITY : Math.max(0, now - proof.provedAt));
  const old = standing
    .filter((proof) => age(proof) > facts.policy.proveEveryDays * DAY_MS)
    .sort((a, b) => (age(a) === age(b) ? 0 : age(b) - age(a)))
    .map(({ member }) => member);
  const oldest = Math.max(0, ...standing.map(age));
  return {
    verdict: failing.length > 0 ? 'bad' : old.length > 0 ? 'care' : 'good',
    failing,
    old,
    oldestDays: Number.isFinite(oldest) ? Math.floor(oldest / DAY_MS) : null,
  };
}

function drillOf(facts: CompartmentFacts, now: Instant): CompartmentReadiness['drill'] {
  const from = facts.lastDrill?.at ?? facts.since;
  const dueMs = from + facts.policy.drillEveryDays * DAY_MS - now;
  return {
    verdict: dueMs < 0 ? 'bad' : 'good',
    lastAt: facts.lastDrill?.at ?? null,
    tookMs: facts.lastDrill?.tookMs ?? null,
    dueInDays: dueMs < 0 ? Math.floor(dueMs / DAY_MS) : Math.ceil(dueMs / DAY_MS),
  };
}

function nextOf(
  facts: CompartmentFacts,
  shares: CompartmentReadiness['shares'],
  single: readonly string[],
  drill: CompartmentReadiness['drill'],
): CompartmentReadiness['next'] {
  if (shares.failing.length > 0) return { act: 're-share', member: null };
  if (facts.rotationsOverdue > 0) return { act: 'rotate', member: null };
  if (drill.verdict === 'bad') return { act: 'drill', member: null };
  const [old] = shares.old;
  if (old !== undefined) return { act: 'prove', member: old };
  const [one] = single;
  return one === undefined ? { act: 'none', member: null } : { act: 'register-spare', member: one };
}

function rank(verdict: ReadinessVerdict): number {
  return VERDICTS.indexOf(verdict);
}

function worst(verdicts: readonly ReadinessVerdict[]): ReadinessVerdict {
  return verdicts.reduce((a, b) => (rank(b) > rank(a) ? b : a), 'good');
}

/** Among rows of one verdict: what cannot open, then what rests on one person, then the more that is wrong. */
function trouble(row: CompartmentReadiness): number {
  const wrong = rank(row.shares.verdict) + rank(row.keys.verdict) + rank(row.drill.verdict);
  return (row.canMiss < 0 ? 100 : 0) + (row.canMiss === 0 ? 10 : 0) + wrong;
}
