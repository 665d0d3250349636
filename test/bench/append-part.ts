import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AppendFigure, type AppendFigures, measureAppend } from './append.ts';
import type { Figure, Part } from './measure/figure.ts';
import type { Options } from './options.ts';

/** On the disk that the project lies on: a temporary folder may be in memory, where nothing is durable. */
const FOLDER = join(import.meta.dirname, '../../out/bench');

const LEAST_OF_RAW = 0.65;

/** The log's durable append beside a bare insert and a raw write with fdatasync, interleaved. In a short run other work runs beside it. */
export function measureAppends(length: Options['length']): Part {
  mkdirSync(FOLDER, { recursive: true });
  const { figures, rounds, ratioToRaw, ratioToBareInsert }: AppendFigures = measureAppend({ folder: FOLDER });
  const [raw, bare, log] = (['raw write and fdatasync', 'bare SQLite insert', 'log append'] as const).map((name) =>
    toFigure(figures, name, rounds),
  );
  if (raw === undefined || bare === undefined || log === undefined) throw new Error('a figure is missing');
  const note = 'the ratio is the median over rounds of (rate of the append ÷ rate of the control)';
  return {
    figures: [
      { ...log, control: bare, ratio: ratioToBareInsert, note },
      { ...log, control: raw, ratio: ratioToRaw, note },
    ],
    checks: length === 'full' ? [{ name: 'appends as a part of raw writes', value: ratioToRaw, atLeast: LEAST_OF_RAW }] : [],
    skipped: [],
  };
}

function toFigure(all: readonly AppendFigure[], name: AppendFigure['name'], n: number): Figure {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no figure for ${name}`);
  return { name, unit: 'ms', median: found.p50, min: found.p50Min, max: found.p50Max, n };
}
