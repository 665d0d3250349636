import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { benchLog } from './bench-log.ts';

/** One way of writing, over all rounds. Milliseconds; rates a second. */
export interface AppendFigure {
  readonly name: 'raw write and fdatasync' | 'bare SQLite insert' | 'log append';
  /** Median of the rounds' medians, the least and the most of them. */
  readonly p50: number;
  readonly p50Min: number;
  readonly p50Max: number;
  readonly rate: number;
}

export interface AppendFigures {
  readonly rounds: number;
  readonly appendsPerRound: number;
  readonly figures: readonly AppendFigure[];
  /** Median over rounds of (log append's rate ÷ the control's rate in the same round). docs/goals.md G1: at least 0.65 of raw. */
  readonly ratioToRaw: number;
  /** docs/goals.md G2: at least 0.75. */
  readonly ratioToBareInsert: number;
}

export interface AppendOptions {
  /** Where the files lie: a real disk, or the figures mean nothing. */
  readonly folder?: string;
  readonly rounds?: number;
  readonly appendsPerRound?: number;
}

interface Writer {
  readonly name: AppendFigure['name'];
  write(n: number): void;
  close(): void;
}

/**
 * Measures the durable append of the audit log beside two controls, interleaved, in one run: a raw 4 KiB write with
 * fdatasync, and a bare insert of a row of the same size into SQLite with the same pragmas.
 */
export function measureAppend({ folder = tmpdir(), rounds = 9, appendsPerRound = 300 }: AppendOptions = {}): AppendFigures {
  const place = mkdtempSync(join(folder, 'halligan-append-'));
  try {
    const writers = [rawWriter(place), bareInsert(place), logAppend(place)];
    const medians: number[][] = writers.map(() => []);
    for (const writer of writers) timeRound(writer, 50);
    for (let round = 0; round < rounds; round++) {
      for (const [i, writer] of writers.entries()) medians[i]?.push(timeRound(writer, appendsPerRound));
    }
    for (const writer of writers) writer.close();
    const [raw = [], bare = [], log = []] = medians;
    const figures = writers.map(({ name }, i) => figure(name, medians[i] ?? []));
    const ratio = (control: readonly number[]) => median(control.map((ms, i) => ms / (log[i] ?? Number.NaN)));
    return { rounds, appendsPerRound, figures, ratioToRaw: ratio(raw), ratioToBareInsert: ratio(bare) };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function timeRound(writer: Writer, count: number): number {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    writer.write(n);
    times.push(performance.now() - start);
  }
  return median(times);
}

function figure(name: AppendFigure['name'], medians: readonly number[]): AppendFigure {
  const p50 = median(medians);
  return { name, p50, p50Min: Math.min(...medians), p50Max: Math.max(...medians), rate: 1000 / p50 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rawWriter(place: string): Writer {
  const file = openSync(join(place, 'raw'), 'w');
  const block = Buffer.alloc(4096, 7);
  return {
    name: 'raw write and fdatasync',
    write: () => {
      writeSync(file, block);
      fdatasyncSync(file);
    },
    close: () => closeSync(file),
  };
}

function bareInsert(place: string): Writer {
  const db = new Database(join(place, 'bare.db'));
  for (const pragma of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL']) db.pragma(pragma);
  db.exec('CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO entry (leaf) VALUES (?)');
  const leaf = Buffer.alloc(800, 7);
  return { name: 'bare SQLite insert', write: () => void insert.run(leaf), close: () => db.close() };
}

function logAppend(place: string): Writer {
  const { file, log } = benchLog(join(place, 'bench.halligan'));
  const draft: EntryDraft = {
    act: 'ceremony.approve',
    out: 'ok',
    who: [{ id: 'm_AAAAAAAAAAAAAAAAAAAAAA', role: 'custodian', am: ['key', 'pin'], key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    cer: 'r_AAAAAAAAAAAAAAAAAAAAAA',
    inc: 'INC-2291',
    d: { have: 2, need: 3 },
  };
  return { name: 'log append', write: () => void log.commit({ entries: [draft] }), close: () => file.close() };
}

if (import.meta.main) console.log(JSON.stringify(measureAppend(), null, 2));
