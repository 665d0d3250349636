import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declare, declareExtension } from '../../../shared/domain/ceremony-declare.ts';
import type { CeremonyEvent } from '../../../shared/domain/ceremony-event.ts';
import type { Ceremony } from '../../../shared/domain/ceremony-state.ts';
import { ceremonyStep } from '../../../shared/domain/ceremony-step.ts';
import {
  approves,
  at,
  CUSTODIANS,
  declared,
  denies,
  failsToOpen,
  following,
  INC_4471,
  MEMBERS,
  MINUTE,
  NOW,
  outcome,
  part,
} from '../../harness/domain/ceremony-world.ts';
import { anyOf, groups, naivelyOpens } from '../../harness/domain/rule-arbitrary.ts';

const QUORUM = [approves('kenji', 1), approves('sam', 2), approves('mara', 3)];
const NOTHING_LEFT = { rotations: 0, retests: 0, classification: false };

function refusal(change: Partial<typeof INC_4471>, standing: Ceremony | null = null): string {
  const result = declare({ ...INC_4471, ...change }, MEMBERS, standing, NOW);
  return result.ok ? 'declared' : result.code;
}

describe('declaring', () => {
  it.each([
    [{ incident: ' ' }, 'ceremony.incident_missing'],
    [{ reason: '' }, 'ceremony.reason_missing'],
    [{ scope: [] }, 'ceremony.scope_empty'],
    [{ operator: 'kenji' }, 'ceremony.operator_unknown'],
    [{ operator: 'nobody' }, 'ceremony.operator_unknown'],
    [{ requester: 'nobody' }, 'ceremony.requester_unknown'],
    [{ minutes: 61 }, 'policy.minutes_out_of_range'],
    [{ minutes: 0 }, 'policy.minutes_out_of_range'],
    [{ minutes: 1.5 }, 'policy.minutes_out_of_range'],
    [{ scope: [part('network'), part('decoy', undefined, {}, 'decoy')] }, 'ceremony.mixed_drill'],
    [{ kind: 'drill' as const }, 'ceremony.mixed_drill'],
    [{ kind: 'founding' as const }, 'ceremony.mixed_drill'],
    [{ scope: [part('network', undefined, {}, 'decoy')] }, 'ceremony.mixed_drill'],
    [{ operator: 'mara', scope: [part('network', anyOf(2, ['mara', 'kenji']))] }, 'ceremony.cannot_be_met'],
  ])('refuses %j with %s', (change, code) => {
    expect(refusal(change)).toBe(code);
  });

  it('takes a drill on decoys, and only on decoys', () => {
    expect(refusal({ kind: 'drill', scope: [part('network', undefined, {}, 'decoy')] })).toBe('declared');
  });

  it('takes the strictest of the policies in scope', () => {
    const scope = [
      part('network', undefined, { lapseMinutes: 30, maxWindowMinutes: 45 }),
      part('identity', undefined, { lapseMinutes: 20 }),
    ];
    expect(refusal({ scope })).toBe('policy.minutes_out_of_range');
    expect(declared({ scope, minutes: 45 }).request.lapsesAt).toBe(NOW + 20 * MINUTE);
  });

  it('has one ceremony at a time, and another once the first is sealed', () => {
    const open = following(declared(), ...QUORUM, at('grant', 4));
    expect(refusal({}, declared())).toBe('ceremony.already_declared');
    expect(refusal({}, open)).toBe('ceremony.already_declared');
    expect(refusal({}, following(open, { kind: 'seal', reason: 'person', now: NOW }))).toBe('declared');
  });

  it('leaves the caller’s data unfrozen and its own frozen', () => {
    const scope = [part('network')];
    const state = declared({ scope });
    expect(Object.isFrozen(scope[0])).toBe(false);
    expect(Object.isFrozen(state.scope[0]?.rule)).toBe(true);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe('gathering', () => {
  it('opens at the quorum, in any order, and not before', () => {
    expect(outcome(following(declared(), approves('mara', 1), approves('priya', 2)), at('grant', 3))).toBe('ceremony.no_quorum');
    expect(outcome(following(declared(), ...QUORUM), at('grant', 4))).toBe('open');
    expect(outcome(following(declared(), ...QUORUM.toReversed()), at('grant', 4))).toBe('open');
  });

  it('does not count one person twice', () => {
    const once = following(declared(), approves('kenji', 1));
    expect(outcome(once, approves('kenji', 2))).toBe('ceremony.already_contributed');
    expect(outcome(once, { ...approves('kenji', 2), key: 'kenji-spare' } as CeremonyEvent)).toBe('ceremony.already_contributed');
  });

  it('welcomes surplus approvals', () => {
    const more = following(declared(), ...QUORUM, approves('priya', 3));
    expect(more.approvals.map(({ member }) => member)).toEqual(['kenji', 'sam', 'mara', 'priya']);
  });

  it('does not let the one who asks approve, unless the policy does', () => {
    expect(outcome(declared({ operator: 'mara' }), approves('mara', 1))).toBe('ceremony.requester_may_not_approve');
    expect(outcome(declared({ requester: 'kenji' }), approves('kenji', 1))).toBe('ceremony.requester_may_not_approve');
    expect(outcome(declared({ operator: 'mara' }), { kind: 'at-key', member: 'mara', now: NOW })).toBe(
      'ceremony.requester_may_not_approve',
    );
    const allowed = { requesterMayApprove: true };
    expect(outcome(declared({ operator: 'mara', scope: [part('network', undefined, allowed)] }), approves('mara', 1))).toBe('gathering');
    const mixed = { operator: 'mara', scope: [part('network', undefined, allowed), part('identity')] };
    expect(outcome(declared(mixed), approves('mara', 1, ['network', 'identity']))).toBe('ceremony.requester_may_not_approve');
  });

  it('takes shares from their holders alone', () => {
    expect(outcome(declared(), approves('jonas', 1))).toBe('ceremony.not_a_holder');
    expect(outcome(declared(), approves('kenji', 1, ['payments']))).toBe('ceremony.not_a_holder');
    expect(outcome(declared(), approves('kenji', 1, []))).toBe('ceremony.not_a_holder');
  });

  it('wants every compartment’s quorum', () => {
    const scope = [part('network', anyOf(1, ['kenji', 'sam'])), part('identity', anyOf(1, ['sam', 'lena']))];
    const half = following(declared({ scope }), approves('kenji', 1));
    expect(outcome(half, at('grant', 2))).toBe('ceremony.no_quorum');
    expect(outcome(following(half, approves('lena', 2, ['identity'])), at('grant', 3))).toBe('open');
    const oneShare = following(declared({ scope }), approves('sam', 1, ['network']));
    expect(outcome(oneShare, at('grant', 2))).toBe('ceremony.no_quorum');
    expect(outcome(following(oneShare, approves('sam', 2, ['identity'])), at('grant', 3))).toBe('open');
  });

  it('takes back what did not open, and takes it again', () => {
    const failed = following(declared(), ...QUORUM, failsToOpen('mara', 4));
    expect(outcome(failed, at('grant', 5))).toBe('ceremony.no_quorum');
    expect(failed.faults).toHaveLength(1);
    const mended = following(failed, approves('mara', 5));
    expect(mended.faults).toEqual([]);
    expect(mended.refusals).toBe(1);
    expect(outcome(mended, at('grant', 6))).toBe('open');
  });

  it('keeps the other compartment’s share when one does not open', () => {
    const scope = [part('network'), part('identity')];
    const partly = following(declared({ scope }), approves('kenji', 1, ['network']), failsToOpen('kenji', 1, 'identity'));
    expect(partly.approvals).toMatchObject([{ member: 'kenji', compartments: ['network'] }]);
  });

  it('lets an approval be withdrawn, and a denial be overcome', () => {
    expect(outcome(following(declared(), ...QUORUM, { kind: 'withdraw', member: 'sam', now: NOW }), at('grant', 4))).toBe(
      'ceremony.no_quorum',
    );
    const changed = following(declared(), denies('priya', 1), approves('priya', 2), approves('kenji', 3), approves('sam', 4));
    expect(changed.denials).toEqual([]);
    expect(outcome(changed, at('grant', 5))).toBe('open');
  });

  it('is not stopped by a denial that leaves a quorum, and is by one that does not', () => {
    const two = following(declared(), denies('priya', 1), denies('lena', 2));
    expect(two.phase).toBe('gathering');
    expect(outcome(two, denies('mara', 3))).toBe('denied');
    expect(outcome(following(two, denies('mara', 3)), approves('kenji', 4))).toBe('ceremony.not_gathering');
    expect(outcome(following(two, ...QUORUM), at('grant', 4))).toBe('open');
  });

  it('wants a word with a denial, and takes no approval away by one', () => {
    expect(outcome(declared(), { ...denies('priya', 1), reason: '  ' } as CeremonyEvent)).toBe('ceremony.reason_missing');
    expect(outcome(following(declared(), approves('priya', 1)), denies('priya', 2))).toBe('ceremony.already_contributed');
  });

  it('lapses by itself, at its time and not before', () => {
    const ready = following(declared(), ...QUORUM);
    expect(outcome(ready, at('lapse', 14))).toBe('gathering');
    expect(outcome(ready, at('grant', 14.99))).toBe('open');
    expect(outcome(ready, at('grant', 15))).toBe('ceremony.lapsed');
    expect(outcome(ready, approves('lena', 15))).toBe('ceremony.lapsed');
    const lapsed = following(ready, at('lapse', 15));
    expect(lapsed.phase).toBe('lapsed');
    expect(outcome(lapsed, at('grant', 1))).toBe('ceremony.lapsed');
  });

  it('is not lengthened by a clock that goes back', () => {
    const late = following(
      declared(),
      { kind: 'at-key', member: 'kenji', now: NOW + 14 * MINUTE },
      { kind: 'at-key', member: null, now: NOW },
    );
    expect(late.latest).toBe(NOW + 14 * MINUTE);
    const past = following(late, ...QUORUM.map((event) => ({ ...event, now: NOW - 60 * MINUTE })));
    expect(outcome(past, { kind: 'lapse', now: NOW + 15 * MINUTE })).toBe('lapsed');
    expect(past.approvals.every((approval) => approval.at === NOW + 14 * MINUTE)).toBe(true);
  });
});

describe('open and after', () => {
  const open = following(declared(), ...QUORUM, at('grant', 4));

  it('is granted once', () => {
    expect(outcome(open, at('grant', 5))).toBe('ceremony.not_gathering');
    expect(outcome(open, at('abort', 5))).toBe('ceremony.not_gathering');
    expect(outcome(open, approves('priya', 5))).toBe('ceremony.not_gathering');
  });

  it('is sealed once, and closed only when nothing is left', () => {
    const sealed = following(open, { kind: 'seal', reason: 'sleep', now: NOW + 9 * MINUTE });
    expect(sealed).toMatchObject({ phase: 'sealed', sealedHow: 'sleep', sealedAt: NOW + 9 * MINUTE });
    expect(outcome(sealed, { kind: 'seal', reason: 'person', now: NOW })).toBe('ceremony.not_open');
    expect(outcome(sealed, at('grant', 5))).toBe('ceremony.not_gathering');
    const close = (left: Partial<typeof NOTHING_LEFT>): string =>
      outcome(sealed, { kind: 'close', left: { ...NOTHING_LEFT, ...left }, now: NOW });
    expect(close({ rotations: 1 })).toBe('closing.not_rotated');
    expect(close({ retests: 1 })).toBe('closing.not_retested');
    expect(close({ classification: true })).toBe('closing.not_classified');
    expect(close({})).toBe('closed');
    expect(outcome(open, { kind: 'close', left: NOTHING_LEFT, now: NOW })).toBe('closing.nothing_to_close');
  });

  it('is lengthened by a second quorum alone', () => {
    const asked = { id: 'r_2', minutes: 30, reason: 'The second router is still down.', requester: null };
    expect(declareExtension(declared(), asked, MEMBERS, NOW)).toMatchObject({ ok: false, code: 'ceremony.not_open' });
    expect(declareExtension(open, { ...asked, minutes: 61 }, MEMBERS, NOW)).toMatchObject({ code: 'policy.minutes_out_of_range' });
    expect(declareExtension(open, { ...asked, reason: '' }, MEMBERS, NOW)).toMatchObject({ code: 'ceremony.reason_missing' });
    const child = declareExtension(open, asked, MEMBERS, NOW);
    if (!child.ok) throw new Error(child.code);
    expect(child.state.request).toMatchObject({ extends: 'r_1', compartments: ['network'], operator: 'jonas' });
    const asking = following(open, { kind: 'extend-ask', request: 'r_2', now: NOW });
    expect(outcome(asking, { kind: 'extend-ask', request: 'r_3', now: NOW })).toBe('ceremony.already_extending');
    expect(outcome(child.state, at('grant', 5))).toBe('ceremony.no_quorum');
    expect(outcome(following(child.state, ...QUORUM), at('grant', 5))).toBe('extended');
    expect(outcome(asking, { kind: 'extend-granted', request: 'r_3', minutes: 30, now: NOW })).toBe('ceremony.not_declared');
    const longer = following(asking, { kind: 'extend-granted', request: 'r_2', minutes: 30, now: NOW + 6 * MINUTE });
    expect(longer).toMatchObject({ phase: 'open', extending: null, extensions: [{ request: 'r_2', minutes: 30 }] });
    expect(outcome(longer, { kind: 'extend-granted', request: 'r_2', minutes: 30, now: NOW })).toBe('ceremony.not_declared');
    expect(following(asking, { kind: 'extend-ended', request: 'r_2', now: NOW })).toMatchObject({ extending: null, extensions: [] });
  });
});

describe('any sequence of events', () => {
  const scope = [
    part('network', groups(2, [anyOf(2, ['kenji', 'sam', 'lena']), anyOf(1, ['priya', 'mara'])])),
    part('identity', anyOf(2, [...CUSTODIANS])),
  ];
  const who = fc.constantFrom(...CUSTODIANS, 'jonas');
  const compartments = fc.oneof(
    { weight: 6, arbitrary: fc.constant(['network', 'identity']) },
    { weight: 1, arbitrary: fc.subarray(['network', 'identity', 'payments'], { maxLength: 2 }) },
  );
  // Mostly in time: a sequence that lapses at its second event shows little.
  const minute = fc.oneof(
    { weight: 60, arbitrary: fc.integer({ min: -3, max: 14 }) },
    { weight: 1, arbitrary: fc.integer({ min: 14, max: 17 }) },
  );
  const now = minute.map((minutes) => NOW + minutes * MINUTE);
  const event: fc.Arbitrary<CeremonyEvent> = fc.oneof(
    {
      weight: 16,
      arbitrary: fc.record({ kind: fc.constant('contribute' as const), member: who, key: fc.constant('k'), compartments, now }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('deny' as const), member: who, reason: fc.constantFrom('', 'No.'), now }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), member: who, now }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('at-key' as const), member: fc.option(who), now }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('share-refused' as const),
        member: who,
        compartment: fc.option(fc.constantFrom('network', 'identity')),
        code: fc.constant('share.wrong_commitment' as const),
        detail: fc.constant({}),
        now,
      }),
    },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('grant' as const), now }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('lapse' as const, 'abort' as const), now }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('seal' as const), reason: fc.constant('person' as const), now }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('extend-ask' as const), request: fc.constant('r_2'), now }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), left: fc.constant(NOTHING_LEFT), now }) },
  );

  /** Kept apart from the machine, as simply as can be: who has given what, and when time ran out. */
  function gave(taken: readonly CeremonyEvent[], compartment: string): readonly string[] {
    return CUSTODIANS.filter((member) => {
      const last = taken.findLast(
        (one) =>
          (one.kind === 'contribute' && one.member === member && one.compartments.includes(compartment)) ||
          (one.kind === 'withdraw' && one.member === member) ||
          (one.kind === 'share-refused' && one.member === member && (one.compartment ?? compartment) === compartment),
      );
      return last?.kind === 'contribute';
    });
  }

  it('never opens without every quorum, after the end, twice, or past its time', () => {
    let opened = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 4, maxLength: 30 }), fc.constantFrom('jonas', 'mara'), (events, operator) => {
        let state: Ceremony = declared({ scope, operator });
        const taken: CeremonyEvent[] = [];
        let grants = 0;
        let ended = false;
        let latest = NOW;
        for (const one of events) {
          const before = JSON.stringify(state);
          const result = ceremonyStep(state, one);
          expect(JSON.stringify(state)).toBe(before);
          if (!result.ok) continue;
          taken.push(one);
          latest = Math.max(latest, one.now);
          if (one.kind === 'grant') {
            grants += 1;
            expect(ended).toBe(false);
            expect(latest).toBeLessThan(state.request.lapsesAt);
            for (const { compartment, rule } of scope) expect(naivelyOpens(rule, gave(taken, compartment))).toBe(true);
            if (operator === 'mara') expect(gave(taken, 'network')).not.toContain('mara');
          }
          if (['denied', 'lapsed', 'aborted'].includes(result.state.phase)) ended = true;
          expect(result.state.latest).toBe(latest);
          state = result.state;
        }
        opened += grants;
        expect(grants).toBeLessThanOrEqual(1);
        expect(['open', 'sealed', 'closed'].includes(state.phase)).toBe(grants === 1);
      }),
      { numRuns: 4000 },
    );
    expect(opened).toBeGreaterThan(50);
  });
});
