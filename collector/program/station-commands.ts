/** What an administrator does at the shell, without the page. Each is written to the collector's own log. */
import { userInfo } from 'node:os';
import { sha256 } from '../../core/hash/node-hash.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { toIso } from '../../shared/base/instant.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { stationFingerprint } from '../../shared/log/note/collector-key.ts';
import { parseVkey } from '../../shared/log/note/vkey.ts';
import { printable } from '../../shared/log/verify/printable.ts';
import { freezeLog } from '../console/freeze.ts';
import { decide, makeCode } from '../enrol/enrolment.ts';
import type { Collector } from '../ground/collector.ts';
import { logOf } from '../store/log-row.ts';
import { Stop } from './stop.ts';

const FEWEST_OF_ID = 4;

interface StationRow {
  readonly enrol_id: string;
  readonly origin: string;
  readonly name: string;
  readonly vkey: string;
  readonly state: string;
  readonly size: number;
  readonly next: number;
  readonly seen_at: number;
}

const STATIONS = 'SELECT enrol_id, origin, name, vkey, state, size, next, seen_at FROM log';

/** Who acts in this process, for the collector's own log. */
export function shellAccount(): string {
  try {
    return `shell:${userInfo().username}`;
  } catch {
    return `shell:${process.getuid?.() ?? 'unknown'}`;
  }
}

export async function codeCommand(collector: Collector): Promise<string> {
  const code = await makeCode(collector, shellAccount());
  return [
    `Code: ${code}`,
    'It enrols one station, once, within 72 hours. Type it at the station together with the address; then compare the six words',
    'that both sides show, and approve it here (`halligan-collector stations`, `halligan-collector approve`).',
  ].join('\n');
}

export async function stationsCommand({ db }: Collector, form: 'lines' | 'json'): Promise<string> {
  const rows = await db.all<StationRow>(`${STATIONS} ORDER BY n`);
  const stations = rows.map((row) => ({
    id: row.enrol_id,
    state: row.state,
    name: row.name,
    log: row.origin,
    words: wordsOf(row),
    entries: row.next,
    announced: row.size,
    seen: toIso(row.seen_at),
  }));
  if (form === 'json') return JSON.stringify(stations, null, 2);
  if (stations.length === 0) return 'No station has asked yet: give out a code with `halligan-collector code`.';
  return stations
    .map(({ id, state, name, log, words, entries, announced, seen }) =>
      [
        `${state.toUpperCase()} ${printable(name)}`,
        `id ${id}`,
        `log ${log}`,
        `words ${words}`,
        `${entries} of ${announced} entries, heard ${seen}`,
      ].join('\n  '),
    )
    .join('\n');
}

/** Throws a `Stop` unless the words are those of the station: somebody else could have asked under its name. */
export async function approveCommand(collector: Collector, id: string | undefined, words: string | null): Promise<string> {
  const station = await stationOf(collector, id);
  if (words === null)
    throw new Stop('Say what the station shows: --words "six words". Do not copy them from here: ask the people at the station.');
  const typed = words
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (typed.join(' ') !== wordsOf(station))
    throw new Stop(
      `These are not the words of ${printable(station.name)}. Somebody else may have asked under its name: refuse it, and give out a new code.`,
    );
  await decided(collector, station, 'active');
  return `${printable(station.name)} is let in. Its log: ${station.origin}`;
}

export async function refuseCommand(collector: Collector, id: string | undefined): Promise<string> {
  const station = await stationOf(collector, id);
  await decided(collector, station, 'refused');
  return `${printable(station.name)} is refused.`;
}

/** Throws a `Stop`. */
export async function freezeCommand(collector: Collector, origin: string | undefined, reason: string | null): Promise<string> {
  if (origin === undefined) throw new Stop('Name the log, as `halligan-collector stations` shows it.');
  if (reason === null || reason.trim() === '') throw new Stop('Say why: --reason "stolen at the airport". It is written to the own log.');
  const row = await logOf(collector.db, origin);
  if (row === null) throw new Stop(`There is no log ${printable(origin)} here: see \`halligan-collector stations\`.`);
  try {
    await freezeLog(collector, row, { reason: reason.trim().slice(0, 512), atSize: row.size, by: shellAccount() });
  } catch (error) {
    if (isAppError(error, 'collector.not_active')) throw new Stop('This log is not active: nothing of it is taken anyway.');
    throw error;
  }
  return `Nothing more of ${origin} is taken. What is here stays.`;
}

async function decided(collector: Collector, { enrol_id, name }: StationRow, state: 'active' | 'refused'): Promise<void> {
  try {
    await decide(collector, enrol_id, state, shellAccount());
  } catch (error) {
    if (isAppError(error, 'collector.not_found'))
      throw new Stop(`${printable(name)} does not wait for a decision: see \`halligan-collector stations\`.`);
    throw error;
  }
}

async function stationOf({ db }: Collector, id: string | undefined): Promise<StationRow> {
  const typed = (id ?? '').toUpperCase();
  if (typed.length < FEWEST_OF_ID || !/^[A-Z2-7]+$/.test(typed))
    throw new Stop('Name the station by its id, as `halligan-collector stations` shows it.');
  const found = (await db.all<StationRow>(`${STATIONS} ORDER BY n`)).filter(({ enrol_id }) => enrol_id.startsWith(typed));
  const [station] = found;
  if (station === undefined) throw new Stop(`No station has the id ${typed}: see \`halligan-collector stations\`.`);
  if (found.length > 1) throw new Stop(`${found.length} stations have an id that begins with ${typed}: write more of it.`);
  return station;
}

function wordsOf({ vkey }: StationRow): string {
  return sixWords(stationFingerprint(parseVkey(vkey, sha256), sha256)).join(' ');
}
