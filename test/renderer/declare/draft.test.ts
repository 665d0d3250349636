import { describe, expect, it } from 'vitest';
import { emptyDeclaration, minuteChoices, missingOf, mostMinutes, requestOf, scopeOf } from '../../../renderer/declare/draft.ts';
import { calls } from '../../../shared/contract/calls.ts';
import { PEOPLE, VAULT } from '../../harness/gallery/nordhamn.ts';

const empty = emptyDeclaration('emergency', null, [PEOPLE.sam, PEOPLE.jonas]);
const full = { ...empty, incident: ' INC-1 ', reason: 'All is down.', operator: PEOPLE.jonas, compartments: ['c_network'] };

describe('a request as it is written', () => {
  it('cannot be sent while anything is missing', () => {
    expect(missingOf(empty)).toEqual(['incident', 'operator', 'reason', 'scope']);
    expect(requestOf(empty, VAULT)).toBeNull();
    for (const part of [{ incident: ' ' }, { reason: '' }, { operator: null }, { compartments: [] }]) {
      expect(requestOf({ ...full, ...part }, VAULT)).toBeNull();
    }
  });

  it('goes to main in the form that main takes', () => {
    const request = requestOf({ ...full, failed: ['on-call'] }, VAULT);
    expect(calls['request.declare'].input.parse(request)).toMatchObject({
      kind: 'emergency',
      incident: 'INC-1',
      requester: PEOPLE.jonas,
      compartments: ['c_network'],
      systems: ['Core routers', 'DNS registrar'],
      minutes: 60,
      ways: [
        { way: 'single-sign-on', failed: false },
        { way: 'password-manager', failed: false },
        { way: 'on-call', failed: true },
      ],
    });
  });

  it('opens decoys in a drill and nothing real', () => {
    const drill = { ...full, kind: 'drill' as const };
    expect(scopeOf(drill, VAULT).map((one) => one.kind)).toEqual(['decoy']);
    expect(requestOf(drill, VAULT)?.compartments).toEqual(['c_network-decoy']);
    expect(scopeOf(full, VAULT).map((one) => one.kind)).toEqual(['real']);
  });

  it('never asks for longer than the strictest policy in scope', () => {
    const strict = {
      ...VAULT,
      compartments: VAULT.compartments.map((one) =>
        one.id === 'c_identity' ? { ...one, policy: { ...one.policy, maxWindowMinutes: 20 } } : one,
      ),
    };
    const both = { ...full, compartments: ['c_network', 'c_identity'], minutes: 60 };
    expect(mostMinutes(both, strict)).toBe(20);
    expect(requestOf(both, strict)?.minutes).toBe(20);
    expect(minuteChoices(20)).toEqual([15, 20]);
    expect(minuteChoices(60)).toEqual([15, 30, 60]);
    expect(minuteChoices(480)).toEqual([120, 240, 480]);
  });
});
