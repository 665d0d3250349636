import { isErrorCode } from '../../shared/base/error-codes.ts';
import type { LogRow } from '../../shared/contract/calls.ts';
import { catalogue } from '../words/catalogue.ts';
import { errorWords } from '../words/error-words.ts';
import { listAnd } from '../words/list.ts';
import { span } from '../words/time.ts';
import { say, sayParts, type WordKey } from '../words/words.ts';
import { isLogAct, type LogAct } from './act.ts';

export interface Part {
  readonly text: string;
  readonly strong: boolean;
}

/** What a sentence of the log can name. Each has a word for when it was erased. */
type Fact = keyof typeof catalogue.log.unknown;
const FACTS = Object.keys(catalogue.log.unknown) as Fact[]; // Object.keys forgets what the keys are

/** These acts are themselves the news that something was refused. */
const REFUSALS: ReadonlySet<string> = new Set<LogAct>([
  'share.reject',
  'ceremony.deny',
  'ceremony.refuse',
  'enroll.refused',
  'vault.unseal_failed',
  'border.refused',
]);

/** A row in plain words, with what happened drawn strong. An act that this version does not know is named as it is. */
export function logSentence(row: LogRow, nameOf: (id: string) => string): readonly Part[] {
  const { act, outcome } = row;
  if (!isLogAct(act)) return [{ text: act, strong: true }];
  const well = outcome === 'ok' || outcome === 'pending' || (REFUSALS.has(act) && outcome !== 'unknown');
  const did = (): readonly Part[] => sayParts(`log.acts.${act}.did`, factsOf(row, nameOf));
  if (well) return REFUSALS.has(act) ? [...did(), ...plain(why(row, nameOf))] : did();
  const named = { act: say(`log.acts.${act}.name`).toLocaleLowerCase('en'), who: whoOf(row) };
  if (outcome === 'unknown') return sayParts('log.not.unknown', named);
  return sayParts(outcome === 'failed' ? 'log.not.failed' : 'log.not.refused', { ...named, why: why(row, nameOf) });
}

/** The same as one text, for search and screen readers. */
export function plainSentence(row: LogRow, nameOf: (id: string) => string): string {
  return logSentence(row, nameOf)
    .map((part) => part.text)
    .join('');
}

function plain(text: string): readonly Part[] {
  return text === '' ? [] : [{ text: ` ${text}`, strong: false }];
}

function why({ code, facts }: LogRow, nameOf: (id: string) => string): string {
  return code !== null && isErrorCode(code) ? errorWords(code, facts, nameOf).says : '';
}

function whoOf(row: LogRow): string {
  return row.who.length === 0 ? say('log.who.app') : listAnd(row.who);
}

function factsOf(row: LogRow, nameOf: (id: string) => string): Record<Fact | 'who', string | number> {
  const known = FACTS.map((fact): [Fact, string | number] => [fact, factOf(row, fact, nameOf) ?? say(`log.unknown.${fact}`)]);
  // Every fact is there, one entry each: fromEntries forgets that.
  return { ...(Object.fromEntries(known) as Record<Fact, string | number>), who: whoOf(row) };
}

function factOf({ facts, incident }: LogRow, fact: Fact, nameOf: (id: string) => string): string | number | null {
  const value = facts[fact];
  if (fact === 'incident' && value === undefined) return incident;
  if (fact === 'how') return worded('log.how', value ?? facts['why']);
  if (fact === 'verdict') return worded('log.verdicts', value);
  if (fact === 'as') return worded('reports.classes', value);
  if (fact === 'field') return fieldWords(value);
  if (fact === 'seconds') return inSeconds(facts);
  if ((fact === 'took' || fact === 'first') && typeof value === 'number') return span(value);
  if (typeof value === 'boolean' || value === '' || value === undefined) return null;
  return typeof value === 'string' ? nameOf(value) : value;
}

/** The log's own word in the reader's: a reason of sealing, a verdict, a class. */
function worded(area: 'log.how' | 'log.verdicts' | 'reports.classes', value: unknown): string | null {
  const words: Readonly<Record<string, string>> = {
    'log.how': catalogue.log.how,
    'log.verdicts': catalogue.log.verdicts,
    'reports.classes': catalogue.reports.classes,
  }[area];
  if (typeof value !== 'string' || value === '') return null;
  // The key is there: it was just looked up.
  return Object.hasOwn(words, value) ? say(`${area}.${value}` as Bare) : value;
}
type Bare = Extract<WordKey, `${'log.how' | 'log.verdicts' | 'reports.classes'}.${string}`>;

function fieldWords(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (!Object.hasOwn(catalogue.desk.fields, value)) return value;
  // As above.
  const label = say(`desk.fields.${value}` as Extract<WordKey, `desk.fields.${string}`>);
  return say('log.theField', { field: label.charAt(0).toLocaleLowerCase('en') + label.slice(1) });
}

function inSeconds(facts: LogRow['facts']): number | null {
  const ms = facts['by_ms'];
  return typeof ms === 'number' ? Math.round(Math.abs(ms) / 1000) : null;
}
