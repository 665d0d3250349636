/** The smallest vault that a founding allows: three members, two of whom open its one compartment. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedKey } from '../../../core/keys/simulated-key.ts';
import type { Role } from '../../../shared/domain/member.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import type { Ack } from '../../fault/ack.ts';
import type { Hand, World } from './engine-world.ts';
import { any } from './founders.ts';
import { KeyTin } from './key-tin.ts';

const PEOPLE: readonly { readonly name: string; readonly roles: Role[] }[] = [
  { name: 'Ann', roles: ['custodian', 'steward'] },
  { name: 'Ben', roles: ['custodian', 'operator'] },
  { name: 'Cai', roles: ['custodian', 'auditor'] },
];
export const COMPARTMENT = 'Network';
export const NAME = 'Little';

/** The keys that this folder's people hold: kept beside the station, never in it. */
export function tinAt(folder: string): KeyTin {
  const path = `${folder}.keys`;
  const keys = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SimulatedKey[]) : []; // written by the line below
  return new KeyTin(keys, (all) => writeFileSync(path, JSON.stringify(all)));
}

/** The vault or the founding in this station's folder; null where none was begun. */
export function fileIn(folder: string): string | null {
  const vaults = join(folder, 'vaults');
  const found = existsSync(vaults) ? readdirSync(vaults).filter((name) => /\.halligan(-founding)?$/.test(name)) : [];
  if (found.length > 1) throw new Error(`a vault and its founding at once: ${found.join(', ')}`);
  return found[0] === undefined ? null : join(vaults, found[0]);
}

export async function openLittle(world: World): Promise<void> {
  await world.call('vault.open', { path: fileIn(world.folder) });
}

/** Goes on with a founding from wherever it stands, until it is a vault. `hand`: how its people touch. */
export async function goOnFounding(world: World, say: (ack: Ack) => void, hand: Hand = {}): Promise<void> {
  const head = () => {
    const { log } = world.view();
    if (log !== null) say({ ack: 'head', origin: log.origin, size: log.entries, root: log.root });
  };
  const members = () => world.view().founding?.members ?? [];
  if (world.view().founding === null && world.view().vault === null)
    await world.call('founding.start', { name: NAME, chooseFolder: false });
  head();
  if (world.view().founding !== null && world.view().founding?.step !== 'done') {
    if (members().length === 0) await world.call('founding.members', { members: PEOPLE.map((person) => ({ id: null, ...person })) });
    head();
    for (const { id, name } of members().filter(({ keys }) => keys.length === 0)) {
      await world.touch({ kind: 'enrol', member: id, label: '1' }, hand);
      say({ ack: 'enrolled', member: name });
      head();
    }
    if (world.view().founding?.compartments.length === 0) {
      const rule = any(
        2,
        members().map(({ id }) => id),
      );
      await world.call('founding.compartments', {
        compartments: [{ id: null, name: COMPARTMENT, summary: '', rule, policy: { ...DEFAULT_POLICY }, override: null }],
      });
    }
    await world.call('founding.go', { step: 'sign' });
    for (const { id, name } of members().filter(({ signed }) => !signed)) {
      await world.touch({ kind: 'sign', member: id }, hand);
      say({ ack: 'signed', member: name });
      head();
    }
    await world.call('founding.rehearse', { operator: world.member('Ben') });
    const { request } = world.view();
    for (const { id } of members().filter((member) => member.id !== request?.requester)) {
      await world.touch({ kind: 'contribute', request: request?.id ?? '', member: id }, hand);
    }
    await world.titles();
    await world.reveal(await world.find('Decoy administrator'), 'password');
    await world.call('window.seal', {});
  }
  if (world.view().vault === null) throw new Error('the founding ended without a vault');
  say({ ack: 'founded' });
  head();
  if (world.view().founding !== null) await world.call('founding.leave', {});
}
