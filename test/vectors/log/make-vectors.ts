/** Writes verify.json: small logs, about four broken ones for each good one, labelled by class. Deterministic: the same bytes at every run. */
import { writeFileSync } from 'node:fs';
import { fromUtf8 } from '../../../shared/base/bytes.ts';
import { encodeDisclosure } from '../../../shared/log/leaf/disclosure.ts';
import { parseEntry } from '../../../shared/log/leaf/entry.ts';
import { type Json, jcsBytes } from '../../../shared/log/leaf/jcs.ts';
import { type SampleLog, STATION, STORY, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

/** The files of an export folder by name, and what a verifier must say of them. */
interface Vector {
  readonly class: string;
  readonly comment: string;
  readonly exit: 0 | 1 | 2 | 4;
  readonly seq: number | null;
  readonly files: Readonly<Record<string, string>>;
}

const good = sampleLog();

function files(log: SampleLog, change: Readonly<Record<string, string>> = {}): Record<string, string> {
  const all: Record<string, string> = {
    'events.jsonl': log.leaves.map((leaf) => `${fromUtf8(leaf)}\n`).join(''),
    checkpoint: log.checkpoint,
    vkey: `${log.vkey}\n`,
    hashes: log.leafHashes.map((hash) => `${hash}\n`).join(''),
    'disclosures.jsonl': log.disclosures.map((disclosure) => `${fromUtf8(encodeDisclosure(disclosure))}\n`).join(''),
    ...change,
  };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== '-'));
}

const lines = good.leaves.map((leaf) => `${fromUtf8(leaf)}\n`);
const events = (changed: readonly string[]) => files(good, { 'events.jsonl': changed.join('') });
const text = (seq: number, from: string, to: string) => events(lines.with(seq, (lines[seq] ?? '').replace(from, to)));
const resigned = (seq: number, change: Record<string, unknown>) =>
  files(signedLog(good.leaves.map((leaf, i) => (i === seq ? jcsBytes({ ...parseEntry(leaf), ...change } as Json) : leaf))));
const other = sampleLog(STORY, { ...STATION, log: 'halligan.localhost/v_test/s_test/2' });

const vectors: readonly Vector[] = [
  { class: 'valid', comment: 'whole', exit: 0, seq: null, files: files(good) },
  {
    class: 'valid',
    comment: 'only the three files that must be there',
    exit: 0,
    seq: null,
    files: files(good, { hashes: '-', 'disclosures.jsonl': '-' }),
  },
  { class: 'valid', comment: 'the words were erased', exit: 0, seq: null, files: files(good, { 'disclosures.jsonl': '' }) },
  { class: 'valid', comment: 'a genesis alone', exit: 0, seq: null, files: files(sampleLog([])) },
  {
    class: 'valid',
    comment: 'a cosignature by another key',
    exit: 0,
    seq: null,
    files: files(good, { checkpoint: `${good.checkpoint}— collector.example AAAAAQAA\n` }),
  },
  {
    class: 'incomplete',
    comment: 'an entry that nobody signed follows',
    exit: 2,
    seq: null,
    files: files({ ...good, checkpoint: signedLog(good.leaves.slice(0, 9)).checkpoint, leafHashes: good.leafHashes.slice(0, 9) }),
  },
  { class: 'incomplete', comment: 'an intent without a result', exit: 2, seq: null, files: files(sampleLog(STORY.slice(0, 5))) },
  { class: 'entry-changed', comment: 'one digit of the wall clock', exit: 1, seq: 3, files: text(3, '"wall":"2025', '"wall":"2026') },
  { class: 'entry-changed', comment: 'a drill flag set', exit: 1, seq: 4, files: text(4, '"drill":false', '"drill":true') },
  { class: 'entry-changed', comment: 'an act renamed', exit: 1, seq: 9, files: text(9, 'vault.seal', 'desk.close') },
  { class: 'entry-changed', comment: 'a space added: the same JSON, other bytes', exit: 1, seq: 2, files: text(2, '{"act":', '{ "act":') },
  { class: 'entry-removed', comment: 'from the middle', exit: 1, seq: 5, files: events(lines.toSpliced(5, 1)) },
  { class: 'entry-removed', comment: 'the genesis', exit: 1, seq: 0, files: events(lines.slice(1)) },
  { class: 'entry-removed', comment: 'the last one', exit: 1, seq: 9, files: events(lines.slice(0, -1)) },
  { class: 'entry-removed', comment: 'all of them', exit: 1, seq: 0, files: events([]) },
  {
    class: 'entry-added',
    comment: 'one of another epoch',
    exit: 1,
    seq: 4,
    files: events(lines.toSpliced(4, 0, `${fromUtf8(other.leaves[4] ?? new Uint8Array())}\n`)),
  },
  {
    class: 'entry-moved',
    comment: 'two exchanged',
    exit: 1,
    seq: 2,
    files: events([...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)]),
  },
  {
    class: 'entry-cut',
    comment: 'the last line without its newline',
    exit: 1,
    seq: 9,
    files: events([...lines.slice(0, 9), (lines[9] ?? '').trimEnd()]),
  },
  {
    class: 'checkpoint-changed',
    comment: 'another size',
    exit: 1,
    seq: null,
    files: files(good, { checkpoint: good.checkpoint.replace('\n10\n', '\n11\n') }),
  },
  {
    class: 'checkpoint-changed',
    comment: 'a signature of zeros',
    exit: 1,
    seq: null,
    files: files(good, { checkpoint: good.checkpoint.replace(/[A-Za-z0-9+/]{80}=\n$/, `${'A'.repeat(80)}=\n`) }),
  },
  {
    class: 'checkpoint-changed',
    comment: 'no signature',
    exit: 1,
    seq: null,
    files: files(good, { checkpoint: `${good.checkpoint.split('\n\n')[0]}\n` }),
  },
  {
    class: 'checkpoint-changed',
    comment: 'a cosignature without a signature',
    exit: 1,
    seq: null,
    files: files(good, { checkpoint: `${good.checkpoint}— collector.example AAAAAQ==\n` }),
  },
  {
    class: 'checkpoint-changed',
    comment: 'a control character in the name of a cosignature',
    exit: 1,
    seq: null,
    files: files(good, { checkpoint: `${good.checkpoint}— collector\u0007 AAAAAQAA\n` }),
  },
  {
    class: 'checkpoint-changed',
    comment: 'that of a shorter log, with a longer list of hashes',
    exit: 1,
    seq: null,
    files: files(good, { checkpoint: signedLog(good.leaves.slice(0, 9)).checkpoint }),
  },
  {
    class: 'vkey-changed',
    comment: 'another name',
    exit: 1,
    seq: null,
    files: files(good, { vkey: `${good.vkey.replace('/1+', '/3+')}\n` }),
  },
  { class: 'vkey-changed', comment: 'not a key', exit: 1, seq: null, files: files(good, { vkey: 'hello\n' }) },
  {
    class: 'hashes-changed',
    comment: 'one digit',
    exit: 1,
    seq: null,
    files: files(good, {
      hashes: good.leafHashes.map((hash, i) => `${i === 3 ? hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) : hash}\n`).join(''),
    }),
  },
  {
    class: 'disclosure-changed',
    comment: 'another word',
    exit: 1,
    seq: 2,
    files: files(good, { 'disclosures.jsonl': files(good)['disclosures.jsonl']?.replace('Core routers are', 'Core routers were') ?? '' }),
  },
  { class: 'rule-broken', comment: 'signed, but a drill within a real ceremony', exit: 1, seq: 3, files: resigned(3, { drill: true }) },
  { class: 'rule-broken', comment: 'signed, but a result of another intent', exit: 1, seq: 8, files: resigned(8, { ref: 5 }) },
  { class: 'rule-broken', comment: 'signed, but of another station', exit: 1, seq: 3, files: resigned(3, { dev: 's_other' }) },
  { class: 'rule-broken', comment: 'signed, but a field that nobody knows', exit: 1, seq: 3, files: resigned(3, { more: 1 }) },
  { class: 'unknown-version', comment: 'signed, with an act of a newer app', exit: 4, seq: null, files: resigned(1, { act: 'app.dance' }) },
];

/** The text of verify.json. */
export function logVectors(): string {
  const header = {
    comment:
      'Export folders of shared/log/FORMAT.md. exit: as `halligan verify`; seq: the first entry that does not hold, null when none is named.',
  };
  return `${JSON.stringify({ ...header, cases: vectors }, null, 1)}\n`;
}

if (import.meta.main) writeFileSync(new URL('./verify.json', import.meta.url), logVectors());
