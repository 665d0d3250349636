/** What a reader of a large collector waits for: each answer of the page's server, asked for at many places. */
import type { Answer, Visitor } from './console-site.ts';
import { times } from './large-collector.ts';
import type { TestStation } from './test-station.ts';

export interface ConsoleTime {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
}

/** Milliseconds for each kind of answer. `entries`: of each station. */
export async function consoleTimes(
  reader: Visitor,
  stations: readonly TestStation[],
  { entries, rounds }: { readonly entries: number; readonly rounds: number },
): Promise<ConsoleTime[]> {
  const [first] = stations;
  if (first === undefined) throw new Error('no station to read');
  const at = (round: number): TestStation => stations[(round * 7) % stations.length] ?? first;
  const place = (round: number, of: number): number => 1 + ((round * 7_919) % Math.max(1, of - 1));
  const total = entries * stations.length;
  const paths: Readonly<Record<string, (round: number) => string>> = {
    summary: () => '/v1/summary',
    stations: () => '/v1/logs',
    'incidents, newest': () => '/v1/incidents?limit=20',
    'incidents, older': (round) => `/v1/incidents?limit=20&before=${place(round, total)}`,
    ceremony: (round) => `/v1/ceremonies/r_${1 + (round % stations.length)}_0`,
    'alerts, open': () => '/v1/alerts?limit=50',
    'alerts, older': (round) => `/v1/alerts?which=all&limit=50&before=${place(round, total)}`,
    'entries of all, anywhere': (round) => `/v1/events?limit=100&after=${place(round, total)}`,
    'entries by act': (round) => `/v1/events?limit=100&act=vault.unseal&after=${place(round, total)}`,
    'entries searched, anywhere': (round) => `/v1/events?limit=100&search=no-such-person&after=${place(round, total)}`,
    'entries of one log': (round) => `/v1/events?log=${at(round).oh}&limit=100&before=${place(round, entries)}`,
    'entries of one log, searched': (round) => `/v1/events?log=${at(round).oh}&limit=100&search=no-such-person`,
    receipts: (round) => `/v1/logs/${at(round).oh}/receipts?limit=50`,
    'tile of entries': (round) => `/m/${at(round).oh}/tile/entries/000`,
    'tile of level 1': (round) => `/m/${at(round).oh}/tile/1/000.p/${Math.floor(entries / 256)}`,
    'own log': () => '/v1/own?limit=100',
  };
  const measured: ConsoleTime[] = [];
  for (const [name, path] of Object.entries(paths))
    measured.push({ name, ...(await times(rounds, async (round) => whole(await reader.get(path(round))))) });
  return measured;
}

function whole({ status, text }: Answer): void {
  if (status !== 200) throw new Error(`${status} ${text.slice(0, 200)}`);
}
