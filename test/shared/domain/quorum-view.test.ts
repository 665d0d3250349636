import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasQuorum, isGathering, mayApprove } from '../../../shared/domain/ceremony-state.ts';
import { quorumView } from '../../../shared/domain/quorum-view.ts';
import { approves, CUSTODIANS, declared, denies, failsToOpen, following, MINUTE, NOW, part } from '../../harness/domain/ceremony-world.ts';
import { anyOf, groups, naivelyOpens, smallRule, subsets } from '../../harness/domain/rule-arbitrary.ts';

describe('the gathering screen', () => {
  const picture = quorumView(
    following(declared(), approves('kenji', 10), denies('priya', 12), approves('sam', 13), failsToOpen('lena', 14), {
      kind: 'at-key',
      member: 'mara',
      now: NOW + 14.5 * MINUTE,
    }),
  );

  it('shows whom, in the order of the picture', () => {
    expect(picture.people.map(({ member, status }) => [member, status])).toEqual([
      ['mara', 'here'],
      ['kenji', 'approved'],
      ['sam', 'approved'],
      ['lena', 'fault'],
      ['priya', 'denied'],
    ]);
    expect(picture.people[3]?.fault).toEqual({ code: 'share.wrong_set', detail: { member: 'Lena Okafor', key: '1', set: 2, inForce: 3 } });
    expect(picture.people[4]).toMatchObject({ reason: 'I have not reached Jonas by phone.', at: NOW + 12 * MINUTE });
  });

  it('says 2 of 3, and that the next touch opens', () => {
    expect(picture).toMatchObject({ have: 2, need: 3, oneMore: true, nextTouchOpens: true, notCounted: null });
    expect(picture.quorums).toEqual([{ compartment: 'network', have: 2, need: 3, satisfied: false, groups: [] }]);
  });

  it('shows the parts of a nested rule, and does not count surplus towards another', () => {
    const rule = groups(2, [anyOf(2, ['kenji', 'sam', 'lena'], 'Ops'), anyOf(1, ['priya', 'mara'], 'Security')]);
    const view = quorumView(
      following(declared({ scope: [part('network', rule)] }), approves('kenji', 1), approves('sam', 2), approves('lena', 3)),
    );
    expect(view).toMatchObject({ have: 2, need: 3, oneMore: true });
    expect(view.quorums[0]?.groups).toEqual([
      { name: 'Ops', need: 2, have: 2, members: ['kenji', 'sam', 'lena'] },
      { name: 'Security', need: 1, have: 0, members: ['priya', 'mara'] },
    ]);
  });

  it('names the custodian who asks and so does not count', () => {
    const view = quorumView(declared({ operator: 'mara' }));
    expect(view.notCounted).toBe('mara');
    expect(view.people.map(({ member }) => member)).not.toContain('mara');
  });

  it('does not promise that the touch of someone at the key opens when it would not', () => {
    const state = following(declared(), approves('kenji', 1), { kind: 'at-key', member: 'sam', now: NOW });
    expect(quorumView(state)).toMatchObject({ oneMore: false, nextTouchOpens: false, have: 1, need: 3 });
  });

  it('asks for the whole scope when many compartments have different rules', () => {
    const scope = [1, 2, 3, 4, 5].map((need) => part(`c${need}`, anyOf(need, CUSTODIANS)));
    const names = scope.map(({ compartment }) => compartment);
    const view = quorumView(following(declared({ scope }), approves('kenji', 1, names)));
    expect(view).toMatchObject({ have: 1, need: 5 });
  });
});

describe('the dial against brute force', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('counts the fewest further touches, and knows the touch that opens', () => {
    fc.assert(
      fc.property(
        smallRule(),
        smallRule(),
        fc.subarray(letters),
        fc.subarray(letters, { maxLength: 2 }),
        (first, second, coming, denying) => {
          const scope = [part('one', first), part('two', second)];
          const start = declared({ scope });
          const holders = mayApprove(start);
          const held = (member: string): string[] =>
            scope.filter(({ rule }) => JSON.stringify(rule).includes(`"member":"${member}"`)).map(({ compartment }) => compartment);
          const approved = holders.filter((member) => coming.includes(member) && !denying.includes(member));
          const denied = holders.filter((member) => denying.includes(member));
          const state = following(start, ...approved.map((member, i) => approves(member, i / 100, held(member))));
          if (!isGathering(state)) return;
          const gathered = { ...state, denials: denied.map((member) => ({ member, at: NOW, reason: 'No.' })) };
          const left = holders.filter((member) => !approved.includes(member) && !denied.includes(member));
          const opens = (more: readonly string[]): boolean => scope.every(({ rule }) => naivelyOpens(rule, [...approved, ...more]));
          const completions = subsets(left)
            .filter(opens)
            .map((set) => set.length);
          const view = quorumView(gathered);
          expect(hasQuorum(gathered)).toBe(opens([]));
          if (completions.length > 0) expect(view.need - view.have).toBe(Math.min(...completions));
          expect(view.oneMore).toBe(!opens([]) && left.some((member) => opens([member])));
        },
      ),
      { numRuns: 500 },
    );
  });
});
