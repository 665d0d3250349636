/** A founding by the calls of the contract, from wherever it stands: what five founders and their keys do. */
import type { DraftCompartment } from '../../../shared/contract/view.ts';
import type { Role } from '../../../shared/domain/member.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import type { World } from './engine-world.ts';

export const FOUNDERS: readonly { readonly name: string; readonly roles: Role[] }[] = [
  { name: 'Mara Lindqvist', roles: ['custodian', 'steward'] },
  { name: 'Ito Kenji', roles: ['custodian', 'operator'] },
  { name: 'Sam Rivera', roles: ['custodian', 'operator'] },
  { name: 'Lena Okafor', roles: ['custodian', 'steward'] },
  { name: 'Priya Nair', roles: ['custodian', 'auditor'] },
];

export type TypedCompartment = Omit<DraftCompartment, 'id'> & { id: string | null };

export function any(need: number, members: readonly string[], name = ''): Extract<Rule, { kind: 'threshold' }> {
  return { kind: 'threshold', name, need, of: members.map((member) => ({ kind: 'member', member })) };
}

/** "3 of 5", and "2 of Ops and 1 of Security". */
export function compartments(world: World): TypedCompartment[] {
  const [mara, ito, sam, lena, priya] = ['Mara', 'Ito', 'Sam', 'Lena', 'Priya'].map((name) => world.member(name)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const nested: Rule = { kind: 'threshold', name: '', need: 2, of: [any(2, [ito, sam, lena], 'Ops'), any(1, [priya, mara], 'Security')] };
  const common = { id: null, policy: { ...DEFAULT_POLICY }, override: null };
  return [
    { ...common, name: 'Network', summary: 'Core routers, DNS registrar', rule: any(3, [mara, ito, sam, lena, priya]) },
    { ...common, name: 'Identity', summary: 'Identity provider', rule: nested },
  ];
}

export interface FoundOptions {
  readonly passphrase?: string;
  readonly keys?: readonly string[];
}

/** Each step of a founding; each begins where the one before ended. */
export const FOUNDING: Readonly<
  Record<'start' | 'members' | 'keys' | 'rules' | 'sign' | 'rehearse', (world: World, options?: FoundOptions) => Promise<void>>
> = {
  start: async (world, { passphrase } = {}) => {
    await world.call('founding.start', { name: 'Nordhamn production', chooseFolder: false });
    if (passphrase !== undefined) await world.call('founding.name', { name: 'Nordhamn production', passphrase: true });
  },
  members: async (world) => {
    await world.call('founding.members', { members: FOUNDERS.map((founder) => ({ id: null, ...founder })) });
    await world.call('founding.go', { step: 'keys' });
  },
  keys: async (world, { passphrase, keys = ['1'] } = {}) => {
    const hand = passphrase === undefined ? {} : { passphrase };
    for (const { name } of FOUNDERS)
      for (const label of keys) await world.touch({ kind: 'enrol', member: world.member(name), label }, { ...hand, label });
    await world.call('founding.go', { step: 'rules' });
  },
  rules: async (world) => {
    await world.call('founding.compartments', { compartments: compartments(world) });
    await world.call('founding.go', { step: 'sign' });
  },
  sign: async (world, { passphrase } = {}) => {
    const hand = passphrase === undefined ? {} : { passphrase };
    for (const { name } of FOUNDERS) await world.touch({ kind: 'sign', member: world.member(name) }, hand);
    await world.call('founding.go', { step: 'rehearse' });
  },
  rehearse: async (world, { passphrase } = {}) => {
    await world.call('founding.rehearse', { operator: world.member('Sam') });
    const { request } = world.view();
    const hand = passphrase === undefined ? {} : { passphrase };
    for (const name of ['Ito', 'Lena', 'Priya', 'Mara']) {
      if (world.view().window !== null) break;
      if (world.member(name) === request?.requester) continue;
      await world.touch({ kind: 'contribute', request: request?.id ?? '', member: world.member(name) }, hand);
    }
    await world.titles();
    await world.reveal(await world.find('Decoy administrator'), 'password');
    await world.call('window.seal', {});
  },
};

export const STEPS = ['start', 'members', 'keys', 'rules', 'sign', 'rehearse'] as const;

/** The whole of it: a real vault, open and sealed, the last page left. */
export async function found(world: World, options: FoundOptions = {}): Promise<void> {
  for (const step of STEPS) await FOUNDING[step](world, options);
  await world.call('founding.leave', {});
}
