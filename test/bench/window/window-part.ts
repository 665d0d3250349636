import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Running } from '../../harness/running.ts';
import { beside, type Figure, figure, median, type Part } from '../figure.ts';
import { coldStart } from './cold-start.ts';
import { framesWhile, p95, SMOOTH_MS } from './frames.ts';
import { LongListApp } from './long-list.ts';
import { measureMemory } from './memory.ts';
import { framesWhileArgon2 } from './passphrase.ts';

const IDLE_MS = 1_000;
/** A list that draws every row would have thousands. */
const ROWS_DRAWN = 100;

/** What a person sees: the built app in its real window, on whichever host there is. */
export async function measureWindow(size: number, rounds: number): Promise<Part> {
  const starts = await measureStarts(rounds);
  const list = await measureList(size, rounds);
  return {
    ...starts,
    figures: [...starts.figures, ...list.figures],
    checks: [...starts.checks, ...list.checks],
  };
}

async function measureStarts(rounds: number): Promise<Part> {
  const times: number[] = [];
  for (let round = 1; round < rounds; round++) {
    const { app, ms } = await coldStart();
    times.push(ms);
    await end(app);
  }
  const { app, ms } = await coldStart();
  try {
    times.push(ms);
    const memory = measureMemory(app.pid, 'at the doors');
    const idle = await idleFrames(app, rounds);
    const { p95Ms, tookMs } = await framesWhileArgon2(app, rounds);
    const frames = figure('frames while the strongroom runs Argon2id (256 MiB), p95', 'ms', p95Ms);
    return {
      host: app.kind,
      figures: [
        figure('cold start to the painted doors, a fresh profile each', 'ms', times),
        ...(memory ?? []),
        beside(frames, idle, 'the control: the same window when nothing happens'),
        figure('passphrase to registered key, Argon2id and a touch in it', 'ms', tookMs),
      ],
      checks: [{ name: 'frames while Argon2id runs, p95 in ms', value: median(p95Ms), atMost: SMOOTH_MS }],
      skipped: memory === null ? ['memory: this system does not say it (no /proc/PID/smaps_rollup)'] : [],
    };
  } finally {
    await end(app);
  }
}

async function measureList(size: number, rounds: number): Promise<Part> {
  const list = await LongListApp.start(size);
  try {
    const typed = await list.search();
    const idle = await idleFrames(list.app, rounds);
    const scrolls: { p95Ms: number; rowsDrawn: number }[] = [];
    for (let round = 0; round < rounds; round++) scrolls.push(await list.scroll());
    const p95s = scrolls.map(({ p95Ms }) => p95Ms);
    const of = size.toLocaleString('en');
    const memory = measureMemory(list.app.pid, `${of} titles read`);
    return {
      host: list.app.kind,
      figures: [
        figure(`keystroke to painted rows, ${of} titles`, 'ms', typed),
        beside(figure(`frames while ${of} rows are scrolled, p95`, 'ms', p95s), idle, 'the control: the same window when nothing happens'),
        ...(memory ?? []),
      ],
      checks: [
        { name: `frames while ${of} rows are scrolled, p95 in ms`, value: median(p95s), atMost: SMOOTH_MS },
        { name: `rows drawn of ${of}`, value: Math.max(...scrolls.map(({ rowsDrawn }) => rowsDrawn)), atMost: ROWS_DRAWN },
      ],
      skipped: [],
    };
  } finally {
    await end(list.app);
  }
}

async function idleFrames(app: Running, rounds: number): Promise<Figure> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) values.push(p95(await framesWhile(app.page, () => setTimeout(IDLE_MS))));
  return figure('frames of an idle window, p95', 'ms', values);
}

async function end(app: Running): Promise<void> {
  await app.close();
  rmSync(app.userData, { recursive: true, force: true });
}
