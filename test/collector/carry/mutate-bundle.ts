import { gzipSync } from 'node:zlib';
import { importBundle } from '../../../collector/carry/import-bundle.ts';
import { hashesOf } from '../../../collector/store/bundles.ts';
import { type AppError, isAppError } from '../../../shared/base/app-error.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { type Pick, pickFrom } from '../../harness/base/pick.ts';
import { QUICK_PLACE, tempFolder } from '../../harness/base/temp-folder.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { archiveOf } from '../../harness/collector/sample-bundle.ts';
import { STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';
import { firstDifference, HARMS, placesOf, readable } from './bundle-harms.ts';

export interface Mutations {
  readonly entries: number;
  noticed: number;
  /** What comes out of the gzip is the archive to its last byte: a time in its header, another coding of the same. */
  harmless: number;
  named: number;
  /** Of these, the one entry and not its package. */
  exactly: number;
  /** Mutations that were taken, named the wrong place, or left another state than the bundle itself; none of them may be. */
  readonly missed: string[];
}

/** The bundle has entries of two chunks; the collector has those before them. */
const FROM = 246;
const drafts = Array.from({ length: 255 }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } }));
const WHOLE = sampleLog([...STORY.slice(1), ...drafts, ...STORY.slice(1, 3)]);
const SIZE = WHOLE.leaves.length;

/** Hands a collector as many mutations of one bundle, in its gzip and within, and then the bundle itself. */
export async function mutateBundle(rounds: number, seed: string): Promise<Mutations> {
  using folder = tempFolder(QUICK_PLACE);
  const running = await RunningCollector.start(folder.path);
  try {
    await running.enrol(signedLog(WHOLE.leaves.slice(0, 3)));
    return await mutated(running, rounds, pickFrom(seed));
  } finally {
    await running.stop();
  }
}

async function mutated(running: RunningCollector, rounds: number, pick: Pick): Promise<Mutations> {
  const wish = { collector: running.collector.keys.heads.key, packages: 1 };
  await importBundle(running.collector, gzipSync(await archiveOf(signedLog(WHOLE.leaves.slice(0, FROM)), wish)));
  const words = WHOLE.disclosures.filter(({ seq }) => seq >= FROM);
  const archive = await archiveOf({ ...WHOLE, disclosures: words }, { ...wish, from: FROM, words: true });
  const file = gzipSync(archive);
  const places = placesOf(archive, WHOLE.leaves.slice(FROM));
  const done: Mutations = { entries: SIZE - FROM, noticed: 0, harmless: 0, named: 0, exactly: 0, missed: [] };
  for (let round = 0; round < rounds; round++) {
    const [kind, harm] = pick.of(Object.entries(HARMS));
    const within = pick.once(2) ? harm(archive, pick) : null;
    const harmed = within === null ? harm(file, pick) : gzipSync(within, { level: 1 });
    const inside = within ?? (await readable(harmed));
    const error = await refusalOf(running, harmed);
    const difference = firstDifference(archive, inside);
    if (error === null) {
      if (difference === archive.length && inside.length === archive.length) done.harmless += 1;
      else done.missed.push(`round ${round}: ${kind}: taken`);
      continue;
    }
    done.noticed += 1;
    const { entry, last } = error.detail as { entry?: number; last?: number }; // as importBundle names them
    if (entry !== undefined) done.named += 1;
    if (entry !== undefined && entry === last) done.exactly += 1;
    const wrong = wrongPlace({ places, difference, entry, last: within === null ? undefined : last });
    if (wrong !== null) done.missed.push(`round ${round}: ${kind}: ${wrong}: ${error.message}`);
  }
  const after = await refusalOf(running, file);
  const hashes = await hashesOf(running.collector.db, 1, 0, SIZE);
  const forks = await running.collector.db.all('SELECT kind FROM evidence');
  if (after !== null || forks.length > 0 || hashes.join() !== WHOLE.leafHashes.join())
    done.missed.push('another state than the bundle itself');
  return done;
}

async function refusalOf(running: RunningCollector, file: Uint8Array): Promise<AppError | null> {
  try {
    await importBundle(running.collector, file);
    return null;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}

/**
 * What is wrong with the place that was named. No entry before it may have been changed; where the change begins in an
 * entry it must be named, and the change be within what was named. `last`: undefined where compression swallowed the end.
 */
function wrongPlace(of: {
  readonly places: readonly (readonly [from: number, to: number])[];
  readonly difference: number;
  readonly entry: number | undefined;
  readonly last: number | undefined;
}): string | null {
  const changed = of.places.findIndex(([, to]) => of.difference < to);
  const bad = changed === -1 ? SIZE : FROM + changed;
  if (of.entry !== undefined && of.entry > bad) return `entry ${bad} was changed, and ${of.entry} named`;
  if (changed === -1 || of.difference < (of.places[changed]?.[0] ?? 0)) return null;
  if (of.entry === undefined) return `entry ${bad} was changed, and none named`;
  if (of.last !== undefined && of.entry !== of.last) return `entry ${bad} was changed, and ${of.entry} to ${of.last} named`;
  return of.last !== undefined && of.last < bad ? `entry ${bad} was changed, and the last named is ${of.last}` : null;
}
