import { isErrorCode } from '../../shared/base/error-codes.ts';
import type { LogRow } from '../../shared/contract/calls.ts';
import { catalogue } from '../words/catalogue.ts';
import { errorWords } from '../words/error-words.ts';
import { listAnd } from '../words/list.ts';
import { span } from '../words/time.ts';
import { t, tParts, type WordKey } from '../words/words.ts';
import { isLogAct, type LogAct } from './act.ts';

/** A part of a sentence; `strong` for what it names. */
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
  'border.refused',
  'collector.refused',
  'sync.refused',
]);

/** A row in plain words, with what happened drawn strong. An act that this version does not know is named as it is. */
export function logSentence(row: LogRow, nameOf: (id: string) => string): readonly Part[] {
  const { act, outcome } = row;
  if (!isLogAct(act)) return [{ text: act, strong: true }];
  const well = outcome === 'ok' || outcome === 'pending' || (REFUSALS.has(act) && outcome !== 'unknown');
  const facts = factsOf(row);
  if (act === 'request.declare' && row.facts['extends'] === true) return tParts('log.more', facts);
  const did = (): readonly Part[] => capital(tParts(`log.acts.${act}.did`, facts));
  // What the window tried says why by itself.
  if (well) return REFUSALS.has(act) && act !== 'border.refused' ? [...did(), ...plain(why(row, nameOf))] : did();
  const named = { act: t(`log.acts.${act}.name`).toLocaleLowerCase('en'), who: whoOf(row) };
  if (outcome === 'unknown') return tParts('log.not.unknown', named);
  return tParts(outcome === 'failed' ? 'log.not.failed' : 'log.not.refused', { ...named, why: why(row, nameOf) });
}

/** A name, a field or a compartment may stand first: a sentence begins with a capital. */
function capital(parts: readonly Part[]): readonly Part[] {
  return parts.map((part, i) => (i === 0 ? { ...part, text: part.text.charAt(0).toLocaleUpperCase('en') + part.text.slice(1) } : part));
}

function plain(text: string): readonly Part[] {
  return text === '' ? [] : [{ text: ` ${text}`, strong: false }];
}

function why({ code, facts }: LogRow, nameOf: (id: string) => string): string {
  return code !== null && isErrorCode(code) ? errorWords(code, facts, nameOf).says : '';
}

/** Who did it: as the entry has them, else the one person whom it names, else the app itself. */
function whoOf({ who, facts }: LogRow): string {
  const { member } = facts;
  if (who.length > 0) return listAnd(who);
  return typeof member === 'string' && member !== '' ? member : t('log.who.app');
}

function factsOf(row: LogRow): Record<Fact | 'who', string | number> {
  const known = FACTS.map((fact): [Fact, string | number] => [fact, factOf(row, fact) ?? t(`log.unknown.${fact}`)]);
  // Every fact is there, one entry each: fromEntries forgets that.
  return { ...(Object.fromEntries(known) as Record<Fact, string | number>), who: whoOf(row) };
}

function factOf({ facts, incident }: LogRow, fact: Fact): string | number | null {
  switch (fact) {
    case 'incident':
      return plainFact(facts['incident']) ?? incident;
    case 'compartments':
      return plainFact(facts['compartments'] ?? facts['compartment']);
    case 'playbook':
      return plainFact(facts['title']);
    case 'how':
      return worded('log.how', facts['why'] ?? facts['how']);
    case 'as':
      return worded('reports.classes', facts['as']);
    case 'tried':
      return worded('log.tried', facts['kind']);
    case 'field':
      return fieldWords(facts['field']);
    case 'seconds':
      return milliseconds(facts['by_ms'], (ms) => Math.round(Math.abs(ms) / 1000));
    case 'took':
      return milliseconds(facts['to_quorum_ms'], span);
    case 'first':
      return milliseconds(facts['to_first_ms'], span);
    default:
      return plainFact(facts[fact]);
  }
}

type FactValue = LogRow['facts'][string] | undefined;

function plainFact(value: FactValue): string | number | null {
  return typeof value === 'boolean' || value === '' || value === undefined ? null : value;
}

function milliseconds(value: FactValue, words: (ms: number) => string | number): string | number | null {
  return typeof value === 'number' ? words(value) : null;
}

const WORDED = { 'log.how': catalogue.log.how, 'log.tried': catalogue.log.tried, 'reports.classes': catalogue.reports.classes } as const;
type Worded = keyof typeof WORDED;

/** The log's own word in the reader's: a reason of sealing, a wall, a class. One that has no words is shown as it is. */
function worded(area: Worded, value: FactValue): string | null {
  if (typeof value !== 'string' || value === '') return null;
  // The key is there: it was just looked up.
  return Object.hasOwn(WORDED[area], value) ? t(`${area}.${value}` as Extract<WordKey, `${Worded}.${string}`>) : value;
}

function fieldWords(value: FactValue): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (!Object.hasOwn(catalogue.desk.fields, value)) return value;
  // As above.
  const label = t(`desk.fields.${value}` as Extract<WordKey, `desk.fields.${string}`>);
  return t('log.theField', { field: label.charAt(0).toLocaleLowerCase('en') + label.slice(1) });
}
