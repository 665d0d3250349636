import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { KeyTin } from '../../harness/world/key-tin.ts';
import { sampleEntry } from './sample-entry.ts';

const root = join(import.meta.dirname, '../../..');
const CACHE = join(root, 'out/bench/vaults');
/** A change in here may change what a vault file is. */
const MADE_BY = ['shared', 'core', 'test/harness/world', 'test/bench/measure/sample-entry.ts', 'test/bench/measure/bench-vault.ts'];

/**
 * The folder of a station whose practice vault holds `size` credentials beside the samples, in its compartment "Network": founded by
 * the engine, imported by its own CSV import by one steward, in one transaction. Made once for each state of the sources; copy it,
 * never open it there.
 */
export async function benchVault(size: number): Promise<string> {
  const folder = join(CACHE, stateOfSources(), String(size));
  if (existsSync(folder)) return folder;
  for (const old of existsSync(CACHE) ? readdirSync(CACHE) : [])
    if (old !== stateOfSources()) rmSync(join(CACHE, old), { recursive: true });
  await using world = await PRACTICE.copy(null);
  await importInto(world, size);
  world.engine.stop();
  mkdirSync(dirname(folder), { recursive: true });
  // A run that was stopped leaves no folder that looks whole.
  const unfinished = `${folder}-${process.pid}`;
  cpSync(world.folder, unfinished, { recursive: true });
  renameSync(unfinished, folder);
  return folder;
}

/** A whole engine on a copy of that vault, open and sealed. The caller ends it. */
export async function benchWorld(size: number): Promise<World> {
  const world = await World.copyOf(await benchVault(size), new KeyTin());
  await world.call('practice.start', {});
  return world;
}

async function importInto(world: World, size: number): Promise<void> {
  await world.touch({ kind: 'desk', member: world.member('Mara') });
  const path = join(world.folder, 'entries.csv');
  writeFileSync(path, csv(size));
  world.picks.push(path);
  const { file } = await world.call('import.pick', {});
  rmSync(path);
  if (file === null || file.bad > 0) throw new Error(`the import refuses its rows: ${JSON.stringify(file?.rows[0])}`);
  const { stored } = await world.call('import.confirm', { token: file.token });
  if (stored !== size) throw new Error(`${stored} of ${size} credentials were stored`);
}

function csv(size: number): string {
  const rows = Array.from({ length: size }, (_, i) => {
    const { title, system, owner, address, username, password } = sampleEntry(i);
    return [title, system, owner, 'Network', 'login', address, username, password].join(',');
  });
  return ['title,system,owner,compartment,kind,address,username,password', ...rows].join('\n');
}

let state: string | null = null;

function stateOfSources(): string {
  state ??= hashOf(MADE_BY);
  return state;
}

function hashOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places) {
    const files = place.endsWith('.ts')
      ? [join(root, place)]
      : readdirSync(join(root, place), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.(ts|sql)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
          .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}
