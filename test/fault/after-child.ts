/**
 * Opens what a killed app left, as the next start of the app does, and looks for everything that was acknowledged. Reads
 * folders and acknowledgements from a file, and says one verdict a line; what it exports is verified by its parent.
 */
import { readFileSync, writeSync } from 'node:fs';
import { openVaultFile } from '../../core/store/file/vault-file.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { World } from '../harness/world/engine-world.ts';
import { fileIn, goOnFounding, openLittle, tinAt } from '../harness/world/little-vault.ts';
import type { Ack } from './ack.ts';

export interface Case {
  readonly folder: string;
  readonly what: 'found' | 'story';
  readonly acks: readonly Ack[];
}

export interface Verdict {
  readonly folder: string;
  /** What was acknowledged and is not there, or should not be there and is. */
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  /** The exported log, for `halligan verify`; null where nothing was begun. */
  readonly exported: string | null;
  /** The vault file, for `halligan inspect`; null while it is none. */
  readonly vault: string | null;
}

/** Every value that a title may have: the one acknowledged last, or one that was on its way after it. */
function allowed(acks: readonly Ack[], title: string): readonly string[] {
  const last = acks.findLastIndex((ack) => ack.ack === 'stored' && ack.title === title);
  const values = acks.flatMap((ack, i) =>
    ((ack.ack === 'means' && i > last) || (ack.ack === 'stored' && i === last)) && ack.title === title ? [ack.value] : [],
  );
  return values;
}

async function afterFounding(world: World, acks: readonly Ack[], lost: string[]): Promise<void> {
  const path = fileIn(world.folder);
  if (path === null) {
    if (acks.some(({ ack }) => ack === 'head')) lost.push('the founding that was begun');
    return;
  }
  if (path.endsWith('-founding')) lost.push(...calledAVault(path, acks));
  await openLittle(world);
  const { founding, vault } = world.view();
  if (acks.some(({ ack }) => ack === 'founded') && vault === null) lost.push('the vault that was founded');
  for (const ack of acks) {
    const member = founding?.members.find(({ name }) => 'member' in ack && name === ack.member);
    if (founding === null || !('member' in ack)) continue;
    if (ack.ack === 'enrolled' && member?.keys.length !== 1) lost.push(`the key of ${ack.member}`);
    if (ack.ack === 'signed' && member?.signed !== true) lost.push(`the signature of ${ack.member}`);
  }
  await goOnFounding(world, () => {});
}

/** A founding under its own name must not open as a vault, except when its last transaction was done and its name was not. */
function calledAVault(path: string, acks: readonly Ack[]): string[] {
  try {
    openVaultFile(path, 'vault').close();
    return acks.filter(({ ack }) => ack === 'signed').length === 3 ? [] : ['a half-founded file opened as a vault'];
  } catch (error) {
    if (isAppError(error, 'vault.half_founded')) return [];
    throw error;
  }
}

async function afterStory(world: World, acks: readonly Ack[], lost: string[], wrong: string[]): Promise<void> {
  await openLittle(world);
  const { window, request, desk } = world.view();
  if (window !== null || request !== null || desk !== null) lost.push('the seal: something was found open');
  const titles = new Set(acks.flatMap((ack) => (ack.ack === 'stored' ? [ack.title] : [])));
  await world.opened({ operator: world.member('Ben'), minutes: 10 }, ['Ann', 'Cai']);
  const { rows } = await world.call('window.list', { text: '', offset: 0, limit: 200 });
  for (const { id, title } of rows) {
    const value = await world.reveal(id, 'password');
    titles.delete(title);
    if (!allowed(acks, title).includes(value)) wrong.push(title);
  }
  lost.push(...[...titles].map((title) => `the credential ${title}`));
  await world.call('window.seal', {});
}

async function look({ folder, what, acks }: Case): Promise<Verdict> {
  const lost: string[] = [];
  const wrong = acks.flatMap((ack) =>
    ack.ack === 'read' && !acks.some((one) => one.ack === 'means' && one.title === ack.title && one.value === ack.value) ? [ack.title] : [],
  );
  const world = await World.at(folder, tinAt(folder));
  if (what === 'found') await afterFounding(world, acks, lost);
  else await afterStory(world, acks, lost, wrong);
  if (world.view().log !== null) {
    const { verdict } = await world.call('log.verify', {});
    if (verdict !== 'proven') lost.push(`the log: ${verdict}`);
    world.picks = [folder];
    const { folder: into } = await world.call('log.export', {});
    world.engine.stop();
    return { folder, lost, wrong, exported: into, vault: fileIn(folder) };
  }
  world.engine.stop();
  return { folder, lost, wrong, exported: null, vault: null };
}

const cases = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Case[]; // written by kill-rounds.ts
for (const one of cases) writeSync(3, `${JSON.stringify(await look(one))}\n`);
process.exit(0);
