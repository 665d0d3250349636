/** What happens in a little vault while it is killed: deposits, an unseal, a seal, each act acknowledged when it is done. */
import type { World } from '../harness/world/engine-world.ts';
import { COMPARTMENT } from '../harness/world/little-vault.ts';
import type { Ack } from './ack.ts';

type Say = (ack: Ack) => void;

export const PHASES = ['deposit', 'unseal', 'seal'] as const;
export type Phase = (typeof PHASES)[number];

function head(world: World, say: Say): void {
  const { log } = world.view();
  if (log !== null) say({ ack: 'head', origin: log.origin, size: log.entries, root: log.root });
}

async function store(world: World, say: Say, title: string, value: string, replaces: string | null): Promise<string> {
  say({ ack: 'means', title, value });
  const { credential, version } = await world.deposit(
    { username: 'root', password: value },
    { compartment: world.compartment(COMPARTMENT), title, replaces },
  );
  say({ ack: 'stored', title, version, value });
  head(world, say);
  return credential;
}

async function deposit(world: World, say: Say, round: string): Promise<void> {
  await world.touch({ kind: 'desk', member: world.member('Ann') });
  head(world, say);
  const first = await store(world, say, `first ${round}`, `one of ${round}`, null);
  await store(world, say, `first ${round}`, `two of ${round}`, first);
  await store(world, say, `second ${round}`, `three of ${round}`, null);
  await world.call('desk.leave', {});
  head(world, say);
}

async function unseal(world: World, say: Say): Promise<void> {
  const request = await world.declare({ operator: world.member('Ben'), minutes: 10 });
  head(world, say);
  for (const name of ['Ann', 'Cai']) {
    const { opened } = await world.touch({ kind: 'contribute', request, member: world.member(name) });
    // Said before anything else: it was open from the touch on, whatever happens to the file at the next word.
    if (opened) say({ ack: 'opened' });
    head(world, say);
  }
  await world.titles();
  const { rows } = await world.call('window.list', { text: '', offset: 0, limit: 4 });
  for (const { id, title } of rows) say({ ack: 'read', title, value: await world.reveal(id, 'password') });
  const [row] = rows;
  if (row !== undefined) await world.call('window.copy', { credential: row.id, field: 'password' });
  head(world, say);
}

async function seal(world: World, say: Say): Promise<void> {
  await world.call('window.seal', {});
  say({ ack: 'sealed' });
  head(world, say);
}

const ACTS: Readonly<Record<Phase, (world: World, say: Say, round: string) => Promise<void>>> = { deposit, unseal, seal };

/** One phase of the story. `round` makes its titles its own. */
export function act(phase: Phase, world: World, say: Say, round: string): Promise<void> {
  return ACTS[phase](world, say, round);
}
