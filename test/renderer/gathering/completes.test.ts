import { describe, expect, it } from 'vitest';
import { completes } from '../../../renderer/gathering/completes.ts';
import type { PersonView, RequestView } from '../../../shared/contract/view.ts';
import { PEOPLE, REQUEST, VAULT } from '../../harness/gallery/nordhamn.ts';

function approvedBy(compartment: string, members: readonly string[]): RequestView {
  const people = members.map((member): PersonView => ({ member, status: 'approved', at: 1, reason: null, fault: null }));
  return { ...REQUEST, compartments: [compartment], people };
}

describe('whether a touch is the one that opens', () => {
  const { mara, kenji, sam, lena, priya } = PEOPLE;
  it.each([
    ['the third of any three', 'c_network', [kenji, sam], mara, true],
    ['the second of any three', 'c_network', [kenji], mara, false],
    ['a third of Ops where Security is missing', 'c_payments', [kenji, sam], lena, false],
    ['the one of Security that was missing', 'c_payments', [kenji, sam], priya, true],
    ['nothing in scope', 'c_unknown', [kenji, sam], mara, false],
  ])('%s', (_, compartment, members, member, opens) => {
    expect(completes(approvedBy(compartment, members), member, VAULT.compartments)).toBe(opens);
  });
});
