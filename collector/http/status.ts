/** `/healthz`, `/readyz` and `/metrics`: how the collector is, for machines. No name of a person, no secret, no target. */
import type { Instant } from '../../shared/base/instant.ts';
import type { Collector } from '../ground/collector.ts';
import type { SinkLedger, SinkWants } from '../sinks/sink-ledger.ts';

/** An answer about the status, before it is sent. */
export interface StatusReply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What the status is made from. */
export interface StatusFacts {
  readonly collector: Collector;
  readonly ledger: SinkLedger;
  readonly sinks: readonly (SinkWants & { readonly name: string })[];
  readonly version: string;
  readonly startedAt: Instant;
  /** False once it is being stopped. */
  readonly ready: () => boolean;
}

const PLAIN = 'text/plain; charset=utf-8';
const FIGURES = 'text/plain; version=0.0.4; charset=utf-8';

/** True for a request that `statusReply` answers. */
export function isStatus(method: string | undefined, path: string | undefined): boolean {
  return (method === 'GET' || method === 'HEAD') && (path === '/healthz' || path === '/readyz' || path === '/metrics');
}

/** The answer to a request for the status. Never throws. */
export async function statusReply(path: string | undefined, facts: StatusFacts): Promise<StatusReply> {
  if (path === '/healthz') return { status: 200, type: PLAIN, body: 'ok\n' };
  try {
    if (path === '/metrics') return { status: 200, type: FIGURES, body: await figures(facts) };
    if (!facts.ready()) return { status: 503, type: PLAIN, body: 'stopping\n' };
    await facts.collector.db.one('SELECT pos FROM counter WHERE id = 0');
    return { status: 200, type: PLAIN, body: 'ready\n' };
  } catch {
    return { status: 503, type: PLAIN, body: 'the database does not answer\n' };
  }
}

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly values: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

async function figures(facts: StatusFacts): Promise<string> {
  const { collector, version, startedAt } = facts;
  const { db, now } = collector;
  const logs = await db.all<{ state: string; stations: number; entries: number; announced: number }>(
    'SELECT state, COUNT(*) AS stations, SUM(next) AS entries, SUM(size) AS announced FROM log GROUP BY state ORDER BY state',
  );
  const alerts = await db.all<{ severity: string; n: number }>(
    "SELECT severity, COUNT(*) AS n FROM alert WHERE state = 'open' GROUP BY severity ORDER BY severity",
  );
  const own = await db.one<{ size: number }>('SELECT size FROM own_head WHERE id = 0');
  const total = (of: 'entries' | 'announced') => logs.reduce((sum, log) => sum + Number(log[of]), 0);
  const all: Figure[] = [
    gauge('build_info', 'The version that runs.', [[{ version }, 1]]),
    gauge('start_time_seconds', 'When it was started.', [[{}, Math.floor(startedAt / 1000)]]),
    counter('entries_total', 'Entries of stations that are durable here.', [[{}, total('entries')]]),
    gauge('entries_missing', 'Entries that stations announced and that are not here.', [[{}, total('announced') - total('entries')]]),
    gauge(
      'stations',
      'Stations by state.',
      logs.map(({ state, stations }) => [{ state }, Number(stations)]),
    ),
    gauge(
      'alerts_open',
      'Alerts that nobody acknowledged.',
      alerts.map(({ severity, n }) => [{ severity }, Number(n)]),
    ),
    counter('own_entries_total', 'Entries of its own log.', [[{}, Number(own?.size ?? 0)]]),
    ...(await sinkFigures(facts, now())),
  ];
  return all.map(text).join('');
}

async function sinkFigures({ collector, ledger, sinks }: StatusFacts, now: Instant): Promise<Figure[]> {
  const unsent: Figure['values'][number][] = [];
  const failing: Figure['values'][number][] = [];
  const dead: Figure['values'][number][] = [];
  for (const sink of sinks) {
    const [first] = await ledger.items(await ledger.cursor(sink.name), 1, sink);
    const row = await collector.db.one<{ n: number }>('SELECT COUNT(*) AS n FROM dead_letter WHERE sink = ?', sink.name);
    unsent.push([{ sink: sink.name }, first === undefined ? 0 : Math.max(0, now - first.receivedAt) / 1000]);
    failing.push([{ sink: sink.name }, (await ledger.failingSince(sink.name)) === null ? 0 : 1]);
    dead.push([{ sink: sink.name }, Number(row?.n ?? 0)]);
  }
  return [
    gauge('sink_oldest_unsent_seconds', 'How long the oldest item waits that this sink was not sent; 0 for none.', unsent),
    gauge('sink_failing', '1 while this sink does not get through.', failing),
    counter('sink_dead_letters_total', 'Items that this sink will not be sent again.', dead),
  ];
}

function gauge(name: string, help: string, values: Figure['values']): Figure {
  return { name: `halligan_${name}`, help, type: 'gauge', values };
}

function counter(name: string, help: string, values: Figure['values']): Figure {
  return { name: `halligan_${name}`, help, type: 'counter', values };
}

function text({ name, help, type, values }: Figure): string {
  const lines = values.map(([labels, value]) => {
    const inner = Object.entries(labels).map(([label, said]) => `${label}="${said.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`);
    return `${name}${inner.length === 0 ? '' : `{${inner.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
