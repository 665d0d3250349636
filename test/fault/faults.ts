/**
 * `npm run faults -- --json FILE [--rounds N] [--short] [--only PART,PART] [--seed N]`: crashes, corruption, full disks.
 * Exit 0 when nothing was lost. The parts: random, steps, ground, unlinked, small, wal, large, app, network, hostile,
 * exchange, store, bundle. The seed is printed and in the report: it repeats every choice, though what a kill meets
 * depends on the machine too.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { freshSeed, parseSeed, SEED_VARIABLE, testSeed } from '../harness/base/seed.ts';
import { fileIn } from '../harness/world/little-vault.ts';
import { browserKills } from './browser-kills.ts';
import { harmedBundles } from './bundle-part.ts';
import { runChild } from './child.ts';
import { Damage } from './damage.ts';
import { exchangeKills } from './exchange-kills.ts';
import { badNetwork, hostileStations } from './exchange-parts.ts';
import { KillRounds } from './kill-rounds.ts';
import { harms } from './mutation.ts';
import { everyOr, scaleOf } from './scale.ts';
import { storeKills } from './store-kills.ts';
import { count, isClean, newTally } from './tally.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '200' },
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
  },
});
const asked = Number(values.rounds);
if (!Number.isSafeInteger(asked) || asked < 1) {
  console.error('--rounds is a whole number from 1 up.');
  process.exit(2);
}
const seed = chosenSeed();
process.env[SEED_VARIABLE] = String(seed);
console.log(`Random choices begin from seed ${seed}.`);
const rounds = values.short ? Math.min(asked, 10) : asked;
const scale = scaleOf(rounds);
const few = (most: number) => Math.max(2, Math.ceil(most * scale.share));
const began = performance.now();
const tally = newTally();
// A process that is killed loses nothing that the kernel has: memory will do, and is fast.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'halligan-faults-'));

const PARTS = [
  'random',
  'steps',
  'ground',
  'unlinked',
  'small',
  'wal',
  'large',
  'app',
  'network',
  'hostile',
  'exchange',
  'store',
  'bundle',
] as const;
type PartId = (typeof PARTS)[number];
const only = values.only?.split(',') ?? [...PARTS];
const unknown = only.filter((one) => !PARTS.some((id) => id === one));
if (unknown.length > 0) {
  console.error(`--only takes ${PARTS.join(', ')}; not ${unknown.join(', ')}.`);
  process.exit(2);
}

/** The one that was named, else the fixed one in the short form and a fresh one in the long. */
function chosenSeed(): number {
  try {
    if (values.seed !== undefined) return parseSeed(values.seed);
    return values.short || process.env[SEED_VARIABLE] !== undefined ? testSeed() : freshSeed();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

async function part(id: PartId, name: string, work: () => Promise<unknown>): Promise<void> {
  if (!only.includes(id)) return;
  const from = performance.now();
  console.log(name);
  await work();
  const seconds = (performance.now() - from) / 1_000;
  count(tally, 'seconds', name, Math.round(seconds));
  console.log(`  ${seconds.toFixed(1)} s`);
  report();
}

/** After every part: a run takes hours, and one that is cut off has still shown something. */
function report(): void {
  if (values.json === undefined) return;
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ seed, ...tally, ms: Math.round(performance.now() - began) }, null, 2)}\n`);
}

/** A copy of the base vault's station, after that program has worked on it. */
async function station(name: string, base: string, program: string, args: readonly string[]): Promise<string> {
  const made = join(folder, name);
  cpSync(base, made, { recursive: true });
  cpSync(`${base}.keys`, `${made}.keys`);
  const ended = await runChild({ program, args: [made, ...args] });
  if (ended.how !== 'done') throw new Error(`${name} could not be made: ${ended.stderr}`);
  return made;
}

const kills = new KillRounds(tally, folder, scale);
const damage = new Damage(tally, folder);
const base = await kills.base();
await part('random', 'Killed at random instants', () => kills.atRandom(base, rounds));
await part('steps', 'Killed at every write step', () => kills.atEveryStep(base));
await part('ground', 'A full disk, a clock set back', () => kills.oddGround(base, few(40)));
await part('unlinked', 'A file unlinked while it is open', () => kills.unlinked(base, few(40)));
await part('small', 'A small vault, harmed', async () => {
  const small = await station('small', base.folder, 'app-child.ts', ['on and on', '1']);
  const { size } = statSync(fileIn(small) ?? '');
  const common = { station: small, of: 'the vault' } as const;
  await damage.all('every byte flipped', { ...common, harm: 'flip', by: 'read', numbers: everyOr(harms('flip', size), scale) });
  await damage.all('bytes flipped, opened by the app', {
    ...common,
    harm: 'flip',
    by: 'app',
    numbers: everyOr(harms('flip', size), { share: scale.share / 997 }),
  });
  await damage.all('cut at every page', { ...common, harm: 'cut', by: 'read', numbers: everyOr(harms('cut', size), { share: 1 }) });
});
await part('wal', 'The write-ahead log of a killed app, harmed', async () => {
  const killed = join(folder, 'killed');
  cpSync(base.folder, killed, { recursive: true });
  cpSync(`${base.folder}.keys`, `${killed}.keys`);
  // Killed with a window open, so that much lies in the log and not yet in the vault.
  const { how } = await runChild({ program: 'app-child.ts', args: [killed, 'seal'], step: 1 });
  if (how !== 'killed') throw new Error('the app was to be killed at its first step of sealing');
  const { size } = statSync(`${fileIn(killed) ?? ''}-wal`);
  const common = { station: killed, of: 'its WAL', by: 'read' } as const;
  await damage.all('bytes of a WAL flipped', {
    ...common,
    harm: 'flip',
    numbers: everyOr(harms('flip', size), { share: scale.share / 8 }),
  });
  await damage.all('a WAL cut at every page', { ...common, harm: 'cut', numbers: everyOr(harms('cut', size), { share: 1 }) });
});
await part('large', 'A large vault, harmed', async () => {
  const large = await station('large', base.folder, 'large-child.ts', [String(few(2_000))]);
  const { size } = statSync(fileIn(large) ?? '');
  const common = { station: large, of: 'the vault', by: 'read' } as const;
  await damage.all('random mutations of a large vault', {
    ...common,
    harm: 'random',
    numbers: Array.from({ length: few(2_000) }, (_, i) => i),
  });
  await damage.all('a large vault cut at every page', { ...common, harm: 'cut', numbers: everyOr(harms('cut', size), scale) });
});
await part('app', 'Browser, host and strongroom killed in the real app', () => browserKills(tally, folder, Math.max(3, few(12))));
const form = values.short ? 'short' : 'long';
await part('network', 'A log over a bad network', () => badNetwork(tally, form));
await part('hostile', 'Hostile stations at a collector', () => hostileStations(tally, form));
await part('exchange', 'Station and collector killed while one sends to the other', () => exchangeKills(tally, rounds));
await part('store', 'Collectors, PostgreSQL and moves killed', () => storeKills(tally, rounds));
await part('bundle', 'A bundle carried by hand, harmed', () => harmedBundles(tally, form));

const { parts: _, ...counts } = tally;
console.log(JSON.stringify(counts));
if (isClean(tally)) rmSync(folder, { recursive: true, force: true });
else console.error(`What was found lies in ${folder}`);
process.exit(isClean(tally) ? 0 : 1);
