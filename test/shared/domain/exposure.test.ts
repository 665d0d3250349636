import { describe, expect, it } from 'vitest';
import { drillResult } from '../../../shared/domain/drill-result.ts';
import {
  classifyFault,
  closingLeft,
  type ExposedHow,
  expose,
  type Ledger,
  mayClassify,
  nextFor,
  worstFirst,
} from '../../../shared/domain/exposure.ts';
import { approves, at, declared, denies, failsToOpen, following, MEMBERS, MINUTE, NOW } from '../../harness/domain/ceremony-world.ts';

function see(ledger: Ledger, id: number, credential: string, field = 'password', how: ExposedHow = 'shown', version = 1): Ledger {
  return expose(ledger, { id, credential, version, field, member: 'jonas', how, at: NOW + id * MINUTE }, 24);
}

/** As the store has it: every exposure of an earlier version is rotated. */
function rotated(ledger: Ledger, credential: string, version: number, rotatedAt: number): Ledger {
  return ledger.map((one) => (one.credential === credential && one.version < version ? { ...one, rotatedAt } : one));
}

/** As the store has it: the retest holds for every exposure of this credential that was rotated. */
function test(ledger: Ledger, id: number): Ledger {
  const tested = ledger.find((one) => one.id === id)?.credential;
  const retestedAt = NOW + 99 * MINUTE;
  return ledger.map((one) => (one.credential === tested && one.rotatedAt !== null ? { ...one, retestedAt } : one));
}

const THREE = see(see(see([], 1, 'routers'), 2, 'registrar'), 3, 'console', 'password', 'large');

describe('the ledger of what was exposed', () => {
  it('counts what is seen again, and lists what is seen otherwise', () => {
    const ledger = see(see(see(see([], 1, 'routers'), 2, 'routers'), 3, 'routers', 'password', 'copied'), 4, 'routers', 'enable');
    expect(ledger.map(({ id, how, times }) => [id, how, times])).toEqual([
      [1, 'shown', 2],
      [3, 'copied', 1],
      [4, 'shown', 1],
    ]);
    expect(ledger[0]).toMatchObject({ at: NOW + MINUTE, rotateBy: NOW + MINUTE + 24 * 3_600_000 });
  });

  it('is made safe by a later version, then by a retest, in that order', () => {
    const next = rotated(THREE, 'routers', 2, NOW + 50 * MINUTE);
    expect(next.map(nextFor)).toEqual(['retest', 'rotate', 'rotate']);
    expect(test(next, 1).map(nextFor)).toEqual(['none', 'rotate', 'rotate']);
  });

  it('does not take a new value, seen as well, for safe', () => {
    const seenAgain = see(rotated(see([], 1, 'routers'), 'routers', 2, NOW), 2, 'routers', 'password', 'shown', 2);
    expect(test(seenAgain, 1).map(nextFor)).toEqual(['none', 'rotate']);
    expect(test(seenAgain, 1)[1]?.retestedAt).toBeNull();
    expect(closingLeft(test(seenAgain, 1), 'emergency', 'emergency')).toEqual({ rotations: 1, retests: 1, classification: false });
  });

  it('says what is left as in the picture: 1 rotation, 2 retests, and a word', () => {
    const picture = test(rotated(rotated(THREE, 'registrar', 2, NOW), 'console', 2, NOW), 3);
    expect(closingLeft(picture, 'emergency', null)).toEqual({ rotations: 1, retests: 2, classification: true });
    expect(worstFirst(picture).map(({ credential }) => credential)).toEqual(['routers', 'registrar', 'console']);
  });

  it('counts a credential once, however often it was seen', () => {
    const twice = see(see([], 1, 'routers'), 2, 'routers', 'enable');
    expect(closingLeft(twice, 'emergency', 'misuse')).toEqual({ rotations: 1, retests: 1, classification: false });
  });

  it('asks no rotation of decoys, and a word for a drill but not for the first rehearsal', () => {
    expect(closingLeft(THREE, 'drill', null)).toEqual({ rotations: 0, retests: 0, classification: true });
    expect(closingLeft(THREE, 'founding', null)).toEqual({ rotations: 0, retests: 0, classification: false });
  });
});

describe('who says what a use was', () => {
  it('is the auditor', () => {
    expect(mayClassify(MEMBERS, 'jonas')).toEqual(['priya']);
    expect(classifyFault('priya', MEMBERS, 'jonas')).toBeNull();
    expect(classifyFault('mara', MEMBERS, 'jonas')).toMatchObject({ code: 'closing.not_an_auditor' });
  });

  it('is never the operator, auditor or not', () => {
    expect(mayClassify(MEMBERS, 'priya')).toEqual(['mara', 'kenji', 'sam', 'lena', 'jonas']);
    expect(classifyFault('priya', MEMBERS, 'priya')).toMatchObject({ code: 'closing.operator_may_not_classify' });
  });

  it('is any other member where there is no auditor', () => {
    const none = MEMBERS.filter((member) => member.id !== 'priya');
    expect(mayClassify(none, 'jonas')).toEqual(['mara', 'kenji', 'sam', 'lena']);
    expect(classifyFault('nobody', none, 'jonas')).toMatchObject({ code: 'closing.not_an_auditor' });
  });
});

describe('what a use took', () => {
  const open = following(
    declared(),
    denies('priya', 1),
    failsToOpen('lena', 2),
    approves('kenji', 3),
    approves('sam', 4),
    approves('mara', 8),
    at('grant', 9),
  );

  it('to the quorum, to the first credential, with its refusals', () => {
    expect(drillResult(open, NOW + 11 * MINUTE)).toEqual({ toQuorumMs: 9 * MINUTE, toFirstMs: 11 * MINUTE, refusals: 2 });
    expect(drillResult(open, null)).toMatchObject({ toFirstMs: null });
    expect(drillResult(open, NOW - MINUTE)).toMatchObject({ toFirstMs: 0 });
  });

  it('and nothing when it never opened', () => {
    const aborted = following(declared(), denies('priya', 1), at('abort', 2));
    expect(drillResult(aborted, NOW)).toEqual({ toQuorumMs: null, toFirstMs: null, refusals: 1 });
  });
});
