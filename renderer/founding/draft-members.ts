import type { FoundingView } from '../../shared/contract/view.ts';
import { type FoundingMissing, foundingMissing } from '../../shared/domain/founding.ts';
import type { Role } from '../../shared/domain/member.ts';
import { ROLES } from '../../shared/domain/member.ts';

/** A person in the list while it is typed. `key` only tells them apart on the screen; `id` is null until main has them. */
export interface DraftPerson {
  readonly key: number;
  readonly id: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
}

export type People = readonly DraftPerson[];

/** Roles to begin with; the names are for the people to fill in. */
export const TEMPLATES = {
  five: [['custodian', 'operator'], ['custodian', 'steward'], ['custodian'], ['custodian'], ['custodian', 'auditor']],
  three: [
    ['custodian', 'operator'],
    ['custodian', 'steward'],
    ['custodian', 'auditor'],
  ],
  teams: [['custodian', 'operator'], ['custodian', 'steward'], ['custodian', 'operator'], ['custodian'], ['custodian'], ['auditor']],
} as const satisfies Readonly<Record<string, readonly (readonly Role[])[]>>;
export type Template = keyof typeof TEMPLATES;

export function peopleOf(founding: FoundingView): People {
  return founding.members.map(({ id, name, roles }, key) => ({ key, id, name, roles }));
}

export function peopleFrom(template: Template): People {
  return TEMPLATES[template].map((roles, key) => ({ key, id: null, name: '', roles }));
}

export function addPerson(people: People): People {
  return [...people, { key: Math.max(-1, ...people.map((one) => one.key)) + 1, id: null, name: '', roles: ['custodian'] }];
}

export function changePerson(people: People, key: number, change: Partial<Pick<DraftPerson, 'name' | 'roles'>>): People {
  return people.map((one) => (one.key === key ? { ...one, ...change } : one));
}

/** With that role, or without it; roles keep their order. */
export function withRole(roles: readonly Role[], role: Role, has: 'yes' | 'no'): readonly Role[] {
  return ROLES.filter((one) => (one === role ? has === 'yes' : roles.includes(one)));
}

/** True while nothing was typed that a template would overwrite. */
export function isUntouched(people: People): boolean {
  return people.every((one) => one.id === null && one.name.trim() === '');
}

/** What the list still lacks, as main will say it too. */
export function membersMissing(people: People): readonly FoundingMissing[] {
  const members = people.map(({ key, id, name, roles }) => ({
    id: id ?? `${key}`,
    name: name.trim(),
    roles,
    keys: [],
    signed: false,
    proven: false,
  }));
  return foundingMissing({ name: '', members, compartments: [], rehearsed: false }).filter((missing) => missing.step === 'members');
}
