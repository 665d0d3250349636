import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { ACTIONS, isAction, isPaired, PAIRED_ACTIONS, type SingleAction } from '../../shared/log/leaf/action.ts';
import type { Datum, EntryData, Person } from '../../shared/log/leaf/entry.ts';
import type { EntryDraft, IntentDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { Pick } from '../harness/base/pick.ts';

const SINGLE = Object.keys(ACTIONS).filter((act): act is SingleAction => isAction(act) && !isPaired(act) && act !== 'log.genesis');
const ERRORS: readonly ErrorCode[] = ['share.wrong_set', 'log.full', 'vault.damaged'];

/** What a person may type, and what breaks a writer of JSON, a reader of lines, a terminal or a comparison of text. */
const HOSTILE: readonly string[] = [
  '',
  '"\\/\b\f\n\r\t',
  '\u0000\u0001\u001f\u007f\u0080\u009f',
  'line one\r\nline two\u2028line three\u2029',
  '\u001b[2J\u001b]0;title\u0007',
  '\ufeffa byte-order mark',
  '\u202eright to left\u202c',
  'e\u0301 is not \u00e9',
  '😀👩‍👩‍👧‍👦\u{10ffff}\uffff\ufffd',
  '__proto__',
  '{"seq":0,"act":"log.genesis"}',
  '</script><script>alert(1)</script>',
  '%s%n$(reboot)`reboot`',
  'ключ 鍵 مفتاح',
  'long '.repeat(200),
];

/** Drafts that a station may write after its genesis: `count` of them, every intent with its result. */
export function randomDrafts(count: number, pick: Pick): EntryDraft[] {
  const ceremonies = Array.from({ length: 1 + pick.below(5) }, (_, n) => ({ cer: `r_${n}`, drill: pick.once(3) }));
  const drafts: EntryDraft[] = [];
  const open: { seq: number; intent: IntentDraft }[] = [];
  while (drafts.length + open.length < count) {
    const facts = { ...randomFacts(pick), ...(pick.once(2) ? pick.of(ceremonies) : { drill: pick.once(4) }) };
    const room = count - drafts.length - open.length;
    if (open.length > 0 && pick.once(3))
      drafts.push(resultOf(open.splice(pick.below(open.length), 1)[0] as (typeof open)[0], pick)); // it has one
    else if (room > 1 && pick.once(3)) {
      const intent: IntentDraft = { ...facts, act: pick.of(PAIRED_ACTIONS), ph: 'intent' };
      open.push({ seq: drafts.length + 1, intent });
      drafts.push(intent);
    } else drafts.push({ ...facts, act: pick.of(SINGLE), ...randomEnd(pick) });
  }
  return [...drafts, ...open.map((one) => resultOf(one, pick))];
}

function resultOf({ seq, intent }: { seq: number; intent: IntentDraft }, pick: Pick): EntryDraft {
  const { cer = null, drill = false } = intent;
  return { ...randomFacts(pick), act: intent.act, ph: 'result', ref: seq, cer, drill, ...randomEnd(pick) };
}

function randomEnd(pick: Pick) {
  const out = pick.of(['ok', 'ok', 'unknown', 'refused', 'failed'] as const);
  return { out, err: (out === 'refused' || out === 'failed') && !pick.once(4) ? pick.of(ERRORS) : null };
}

function randomFacts(pick: Pick) {
  return {
    who: Array.from({ length: pick.below(4) }, () => randomPerson(pick)),
    inc: pick.once(2) ? pick.of(['INC-4471', '0', 'a/b#c.d_e-f', 'x'.repeat(40)]) : null,
    obj: pick.once(2) ? { k: pick.of(['credential', 'a.b-c_d']), id: randomId(pick) } : null,
    d: Object.fromEntries(Array.from({ length: pick.once(20) ? 24 : pick.below(4) }, (_, n) => [`k_${n}`, randomValue(pick)])) as EntryData,
    say: Object.fromEntries(
      Array.from({ length: pick.below(3) }, (_, n) => [pick.of([`path_${n}`, 'constructor', 'title']), randomWords(pick)]),
    ),
  };
}

function randomPerson(pick: Pick): Person {
  const am = Array.from({ length: pick.below(3) }, () => pick.of(['key', 'pin', 'passphrase', 'simulated']));
  return { id: randomId(pick), role: pick.once(2) ? 'custodian' : null, am, key: pick.once(2) ? randomId(pick) : null };
}

/** Printable ASCII without space, quotes and backslashes among it. */
function randomId(pick: Pick): string {
  const length = pick.once(30) ? 128 : 1 + pick.below(20);
  return String.fromCharCode(...Array.from(pick.bytes(length), (byte) => 0x21 + (byte % 94)));
}

function randomDatum(pick: Pick): Datum {
  const numbers = [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, pick.below(1_000_000)];
  return pick.of<Datum>([true, false, pick.of(numbers), randomId(pick), randomId(pick)]);
}

function randomValue(pick: Pick): Datum | Datum[] {
  return pick.once(4) ? Array.from({ length: pick.below(33) }, () => pick.below(9)) : randomDatum(pick);
}

function randomWords(pick: Pick): string {
  return Array.from({ length: pick.below(3) }, () => pick.of(HOSTILE)).join(pick.of([' ', '', '\n']));
}
