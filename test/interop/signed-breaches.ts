import { utf8 } from '../../shared/base/bytes.ts';
import { ACTIONS, type Action, isAction, isPaired, type PairedAction, type SingleAction } from '../../shared/log/leaf/action.ts';
import { encodeEntry, parseEntry } from '../../shared/log/leaf/entry.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { Pick } from '../harness/base/pick.ts';
import { type SampleLog, STORY, sampleLog, signedLog } from '../harness/log/sample-log.ts';
import { type ExportFiles, filesOf } from './export-files.ts';
import { LEAF_TEXTS } from './leaf-texts.ts';
import { type Json, sorted } from './sorted-json.ts';

/** An export under a signature that holds, with whatever leaves; a tree cannot tell it from a sound one. */
export interface SignedCase {
  readonly name: string;
  readonly files: ExportFiles;
}

const decoder = new TextDecoder();
const logOf = new Map<readonly EntryDraft[], SampleLog>();

const who = [{ id: 'm_1', role: 'custodian', am: ['key'], key: 'k_1' }];
const FULL: readonly EntryDraft[] = [
  {
    act: 'item.reveal',
    ph: 'intent',
    who,
    cer: 'r_1',
    inc: 'INC-1',
    obj: { k: 'credential', id: 'x_1' },
    d: { n: 1, list: [1, 'a'] },
    say: { title: 'A' },
  },
  { act: 'item.reveal', ph: 'result', ref: 1, out: 'refused', err: 'log.full', who, cer: 'r_1' },
  { act: 'vault.seal', out: 'ok', drill: true },
];

/** Outside of any ceremony: nothing but the intent says whether its result is a drill. */
const OUTSIDE: readonly EntryDraft[] = [
  { act: 'item.copy', ph: 'intent' },
  { act: 'item.copy', ph: 'result', ref: 1, out: 'ok', drill: true },
];

/** This log with the text of one leaf replaced, signed again. */
function withLeaf(drafts: readonly EntryDraft[], seq: number, change: (text: string) => string | Uint8Array): ExportFiles {
  const log = logOf.get(drafts) ?? sampleLog(drafts);
  logOf.set(drafts, log);
  const changed = change(decoder.decode(log.leaves[seq]));
  const leaf = typeof changed === 'string' ? utf8(changed) : changed;
  return filesOf(signedLog(log.leaves.with(seq, leaf), log.disclosures));
}

const VALUES: readonly Json[] = [
  ...[null, true, false, 0, -1, 1, 2, 3.5, 2 ** 53 - 1, 2 ** 53, 1e21, '', 'x', 'X y', 'é', 'x'.repeat(64), 'x'.repeat(65)],
  ...['x'.repeat(128), 'x'.repeat(129), 'intent', 'result', 'ok', 'pending', 'failed', 'os', 'vault.seal', 'app.start', 'app.dance'],
  ...[[], {}, [1], ['x'], { a: 1 }, { id: 'x', k: 'x' }, [[1]], { size: 1, time: 0 }, { size: 0, time: 0 }, 'log.genesis'],
];

const WALLS = [
  ...['2024-02-29T00:00:00.000Z', '2026-02-29T00:00:00.000Z', '2000-02-29T00:00:00.000Z', '1900-02-29T00:00:00.000Z'],
  ...['2026-04-31T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-00-01T00:00:00.000Z', '2026-01-00T00:00:00.000Z'],
  ...['2026-01-01T24:00:00.000Z', '2026-01-01T23:60:00.000Z', '2026-01-01T23:59:60.000Z', '2026-01-01T23:59:59.999Z'],
  ...[
    '0000-01-01T00:00:00.000Z',
    '0000-02-29T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2026-01-01T00:00:00Z',
    '+002026-01-01T00:00:00.000Z',
  ],
  ...['2026-01-01t00:00:00.000z', '2026-01-01 00:00:00.000Z', '٢٠٢٦-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z\n'],
];

/** Every field of an entry, and of what is in it, with each of the values, gone, and with one beside it. */
export function fieldBreaches(): SignedCase[] {
  const cases: SignedCase[] = [];
  for (const seq of [0, 1, 2]) {
    for (const path of pathsOf(JSON.parse(decoder.decode(sampleLog(FULL).leaves[seq])) as Json)) {
      const changed = (name: string, change: (holder: { [key: string]: Json }, key: string) => void) => {
        const files = withLeaf(FULL, seq, (text) => {
          const entry = JSON.parse(text) as { [key: string]: Json };
          const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as { [key: string]: Json }, entry);
          change(holder, path.at(-1) ?? '');
          return sorted(entry);
        });
        cases.push({ name: `entry ${seq}, ${path.join('.')}: ${name}`, files });
      };
      const values = seq === 1 ? VALUES : [null, 'x', 1];
      for (const value of values) changed(JSON.stringify(value), (holder, key) => Object.assign(holder, { [key]: value }));
      changed('gone', (holder, key) => (Array.isArray(holder) ? holder.pop() : delete holder[key]));
      changed('one more', (holder) => (Array.isArray(holder) ? holder.push('more') : Object.assign(holder, { more: 1 })));
    }
  }
  const walls = WALLS.map(
    (wall): SignedCase => ({
      name: `the wall clock ${wall}`,
      files: withLeaf(FULL, 1, (text) => text.replace(/"wall":"[^"]*"/, `"wall":${JSON.stringify(wall)}`)),
    }),
  );
  return [...cases, ...walls];
}

function pathsOf(value: Json, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [[...path]];
  const inner = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return path.length === 0 ? inner : [[...path], ...inner];
}

export function textBreaches(): SignedCase[] {
  return Object.entries(LEAF_TEXTS).map(([name, change]) => ({ name, files: withLeaf(FULL, 1, change) }));
}

/** Entries that are sound alone, and wrong beside one another. */
export function ruleBreaches(): SignedCase[] {
  const entries = sampleLog().leaves.map(parseEntry);
  const story = (name: string, change: (all: typeof entries) => typeof entries): SignedCase => ({
    name,
    files: filesOf(signedLog(change(entries).map(encodeEntry))),
  });
  const but = (seq: number, change: object) => entries.map((entry, at) => (at === seq ? { ...entry, ...change } : entry));
  return [
    story('a gap in seq', () => but(3, { seq: 4 })),
    story('of another log', () => but(3, { log: 'halligan.localhost/v_test/s_test/2' })),
    story('of another vault', () => but(3, { vault: 'v_other' })),
    story('of another station', () => but(3, { dev: 's_other' })),
    story('practice in a real log', () => but(3, { practice: true })),
    story('a drill in a real ceremony', () => but(3, { drill: true })),
    story('a drill outside of its ceremony', () => but(9, { drill: true, cer: null })),
    story('a second genesis', () => but(1, { act: 'log.genesis' satisfies Action })),
    story('no genesis', () => but(0, { act: 'app.start' satisfies Action })),
    story('a genesis of another key', () => but(0, { d: { ...entries[0]?.d, vkey: 'x' } })),
    story('a genesis without a key', () => but(0, { d: {} })),
    story('a result of a later intent', () => but(6, { ref: 7 })),
    story('a result of no intent', () => but(6, { ref: 4 })),
    story('a result of itself', () => but(6, { ref: 6 })),
    story('a result of another act', () => but(6, { act: 'item.copy' satisfies Action })),
    story('a result of another ceremony', () => but(6, { cer: 'r_2' })),
    story('a result without the ceremony', () => but(6, { cer: null })),
    story('a drill of a real intent', () => but(6, { cer: null, drill: true })),
    story('a second result', (all) => [...all, { ...(all[8] as (typeof all)[0]), seq: 10 }]),
    story('two intents without a result', (all) => all.slice(0, 6).concat(all.slice(7, 8).map((entry) => ({ ...entry, seq: 6 })))),
    story('more findings than are told', (all) =>
      Array.from({ length: 150 }, (_, seq) => ({ ...(all[Math.min(seq, 1)] as (typeof all)[0]), seq, dev: 's_other' })),
    ),
    story('more open intents than are told', (all) =>
      Array.from({ length: 150 }, (_, seq) => ({ ...(all[seq === 0 ? 0 : 5] as (typeof all)[0]), seq })),
    ),
    { name: 'a drill as the result of a real intent', files: filesOf(sampleLog(OUTSIDE)) },
    { name: 'every act', files: filesOf(sampleLog(everyAct())) },
  ];
}

function everyAct(): EntryDraft[] {
  const drafts: EntryDraft[] = [];
  for (const act of Object.keys(ACTIONS)) {
    if (!isAction(act) || act === 'log.genesis') continue;
    if (isPaired(act))
      drafts.push({ act: act satisfies PairedAction, ph: 'intent' }, { act, ph: 'result', ref: drafts.length + 1, out: 'ok' });
    else drafts.push({ act: act satisfies SingleAction, out: 'ok' });
  }
  return drafts;
}

const FRAGMENTS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  '1',
  '.',
  'e',
  'null',
  'true',
  '\\u0000',
  '\u0000',
  'é',
  '😀',
  ' ',
  '\t',
  '"a":1,',
];

/** Leaves with pieces of JSON put in, taken out and repeated anywhere. */
export function randomBreaches(count: number, pick: Pick): SignedCase[] {
  return Array.from({ length: count }, (_, n) => {
    const files = withLeaf(STORY, 1 + pick.below(STORY.length), (text) => {
      let changed = text;
      for (let times = 1 + pick.below(3); times > 0; times--) {
        const at = pick.below(changed.length);
        const length = pick.below(4);
        const piece = pick.once(2) ? pick.of(FRAGMENTS) : pick.once(2) ? changed.slice(at, at + length) : '';
        changed = (changed.slice(0, at) + piece + changed.slice(at + length)).replaceAll('\n', '').toWellFormed();
      }
      return changed;
    });
    return { name: `random ${n}`, files };
  });
}
