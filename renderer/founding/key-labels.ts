import type { FoundingView } from '../../shared/contract/view.ts';

export type Founder = FoundingView['members'][number];

/** What to write on the next key of a person: the smallest number that none of their keys has. */
export function nextLabel(member: Pick<Founder, 'keys'>): string {
  const taken = new Set(member.keys.map((key) => key.label));
  let number = 1;
  while (taken.has(`${number}`)) number += 1;
  return `${number}`;
}

/** Two keys are what a person should have; more are of no use in a founding. */
export const KEYS_EACH = 2;

/** Who comes to the machine next: first those without a key, then those without a spare, in the order of the list. */
export function nextToRegister(members: readonly Founder[]): Founder | null {
  return members.find((one) => one.keys.length === 0) ?? members.find((one) => one.keys.length < KEYS_EACH) ?? null;
}
