/**
 * Opens harmed copies of a vault, one after another, in a process that may be ended when it hangs. Says each number before
 * it looks, then what came of it. `read`: every row is read and opened; `app`: the app's engine opens it and shows itself.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAppError } from '../../shared/base/app-error.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { World } from '../harness/world/engine-world.ts';
import { fileIn, tinAt } from '../harness/world/little-vault.ts';
import { KnownVault, type Look } from './known-vault.ts';
import { type Harm, harmed } from './mutation.ts';

export interface Work {
  /** The station that holds the vault. Only read. */
  readonly station: string;
  /** Where copies may be made. */
  readonly folder: string;
  readonly harm: Harm;
  readonly by: 'read' | 'app';
  /** `the vault`, or its write-ahead log, as it lay beside it when the app was killed. */
  readonly of: 'the vault' | 'its WAL';
  readonly numbers: readonly number[];
}

export type Line = { readonly at: number } | ({ readonly of: number } & Look) | { readonly of: number; readonly thrown: string };

const { station, folder, harm, by, of, numbers } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Work; // written by damage.ts
const say = (line: Line) => writeSync(3, `${JSON.stringify(line)}\n`);
await cryptoReady();
const tin = tinAt(station);
const source = fileIn(station) ?? '';
const ending = of === 'the vault' ? '' : '-wal';
const bytes = readFileSync(`${source}${ending}`);
const copy = join(folder, 'vaults', basename(source));
mkdirSync(dirname(copy), { recursive: true });

/** The whole station's files, as they were, with the harmed one in its place. */
function lay(number: number): void {
  for (const end of ['', '-wal', '-journal']) rmSync(`${copy}${end}`, { force: true });
  if (of === 'its WAL') copyFileSync(source, copy);
  writeFileSync(`${copy}${ending}`, harmed(bytes, harm, number));
}

async function openInApp(): Promise<Look> {
  for (const name of ['station.json', 'log.key']) copyFileSync(join(station, name), join(folder, name));
  const world = await World.at(folder, tin);
  try {
    await world.call('vault.open', { path: copy });
    for (const look of [
      () => world.call('app.view', {}),
      () => world.call('reports.list', {}),
      () => world.rows(),
      () => world.call('log.verify', {}),
    ]) {
      await look().catch(coded);
    }
    return { outcome: world.view().window === null ? 'whole' : 'noticed', wrong: world.view().window === null ? [] : ['a window'] };
  } catch (error) {
    coded(error);
    return { outcome: 'refused', wrong: [] };
  } finally {
    world.engine.stop();
  }
}

function coded(error: unknown): void {
  if (!isAppError(error) || error.code === 'internal') throw error;
}

// What is known is read from a copy too: others open the source at this moment, and a WAL would move into the file.
for (const end of ['', '-wal']) if (existsSync(`${source}${end}`)) copyFileSync(`${source}${end}`, `${copy}${end}`);
const known = await KnownVault.of(copy, tin);
for (const number of numbers) {
  say({ at: number });
  lay(number);
  try {
    say({ of: number, ...(by === 'read' ? known.look(copy) : await openInApp()) });
  } catch (error) {
    say({ of: number, thrown: error instanceof Error ? (error.stack ?? error.message).slice(0, 1_500) : String(error) });
  }
}
process.exit(0);
