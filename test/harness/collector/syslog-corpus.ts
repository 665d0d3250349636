/** Items whose values would break out of a field, a line or a message, and what a receiver must find in each. */
import fc from 'fast-check';
import type { EntryItem } from '../../../collector/sinks/feed-item.ts';
import { messageOf } from '../../../collector/sinks/message.ts';
import { visibleText } from '../../../collector/sinks/visible-text.ts';
import { entryItem, HOSTILE, UNSEAL } from './sample-items.ts';

export interface CorpusItem {
  readonly value: string;
  readonly item: EntryItem;
  readonly fields: Readonly<Record<string, string>>;
  /** Without what the longest message cuts off. */
  readonly text: string;
}

const RANDOM = 386;
const PARTS = [
  '"',
  '\\',
  ']',
  '[',
  '=',
  ' ',
  '|',
  '\n',
  '\r',
  '\t',
  '\u0000',
  '<13>1 ',
  '- - -',
  '"]',
  '\\"',
  'seq="0"',
  '%',
  "'",
  '{',
  '}',
];
const ODD = ['\u007f', '\u0085', '\u001b[2J', '\u2028', '\u202e', '\ufeff', '\ud800', '🔥', '𝔘', 'ü', 'a', 'msg=', '12 ', '@1'];

/** 400 of them: the named ones, then random texts. */
export const CORPUS: readonly CorpusItem[] = [...HOSTILE, ...randomValues()].map((value, pos) => {
  const item = entryItem(UNSEAL, { station: value, said: { reason: value }, pos });
  const { id, severity, sentence } = messageOf(item);
  const fields = {
    id,
    seq: String(item.entry.seq),
    leaf: item.leafHash,
    log: item.origin,
    cer: 'r_1',
    inc: 'INC-4471',
    drill: '0',
    practice: '0',
    ph: 'intent',
    out: 'pending',
    sev: severity,
    late: '1',
    station: visibleText(Array.from(value).slice(0, 64).join('')),
  };
  return { value, item, fields, text: visibleText(`${sentence} | reason: ${value}`) };
});

function randomValues(): string[] {
  const tricky = fc.array(fc.constantFrom(...PARTS, ...ODD), { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''));
  const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 });
  return fc.sample(fc.oneof(tricky, any), RANDOM);
}
