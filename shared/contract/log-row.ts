import { fromIso } from '../base/instant.ts';
import type { Entry } from '../log/leaf/entry.ts';
import type { LogRow } from './calls.ts';

/** An entry as the sentences of a log are made from it. `said`: the words that are still disclosed; `nameOf`: what a member is called. */
export function logRowOf(entry: Entry, said: Readonly<Record<string, string>>, nameOf: (member: string) => string): LogRow {
  const data = Object.entries(entry.d).flatMap(([key, value]) => (typeof value === 'object' ? [] : [[key, value] as const]));
  return {
    seq: entry.seq,
    at: fromIso(entry.t.wall) ?? 0,
    act: entry.act,
    phase: entry.ph,
    outcome: entry.out,
    code: entry.err,
    drill: entry.drill,
    who: entry.who.map(({ id }) => nameOf(id)),
    incident: said['incident'] ?? entry.inc,
    facts: { ...Object.fromEntries(data), ...said },
  };
}
