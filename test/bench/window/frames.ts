import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { beside, type Check, type Figure, figure, median, percentile } from '../measure/figure.ts';

/** Every second frame of sixty a second: frames come in whole steps of 16.67 ms, and one that is late once is 33.33. */
const SMOOTH_MS = 33.4;
/** An idle window that misses none of its sixty frames. */
const IDLE_SMOOTH_MS = 17;
const IDLE_FOR_MS = 1_000;
const FEWEST_ROUNDS = 3;

interface Recorder {
  benchFrames?: { readonly times: number[]; ended: boolean };
}

/** What 95 of 100 frames did not exceed in one round: of the window while nothing happened, and right after, while something did. */
export interface FrameRound {
  readonly idleMs: number;
  readonly busyMs: number;
}

/** The times between the frames that the page could draw while `work` ran, in order. */
export async function framesWhile(page: Page, work: () => Promise<unknown>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames = { times: [] as number[], ended: false };
    (window as Recorder).benchFrames = frames;
    const next = (now: number): void => {
      frames.times.push(now);
      if (!frames.ended) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await work();
  const times = await page.evaluate(() => {
    const frames = (window as Recorder).benchFrames;
    if (frames === undefined) throw new Error('the page was loaded anew');
    frames.ended = true;
    return frames.times;
  });
  return times.slice(1).map((time, i) => time - (times[i] ?? time));
}

/** The control of every round: the window as it is, untouched. */
export async function idleFrames(page: Page): Promise<number> {
  return p95(await framesWhile(page, () => setTimeout(IDLE_FOR_MS))); // what is measured is a second in which nothing happens
}

/** What 95 of 100 frames do not exceed. Throws for so few that it says nothing. */
export function p95(frames: readonly number[]): number {
  if (frames.length < 10) throw new Error(`only ${frames.length} frames were drawn`);
  return percentile(frames, 0.95);
}

/**
 * The rounds as a figure beside its control, and the promise of no frame over 33 ms, judged by the rounds in which the machine could
 * draw an idle window at sixty frames a second. Where these are too few, nothing can be promised, and that is said.
 */
export function judgeFrames(what: string, rounds: readonly FrameRound[]): { figures: Figure[]; checks: Check[]; skipped: string[] } {
  const busy = figure(
    `frames while ${what}, p95`,
    'ms',
    rounds.map(({ busyMs }) => busyMs),
  );
  const idle = figure(
    'frames of the same window, idle, p95',
    'ms',
    rounds.map(({ idleMs }) => idleMs),
  );
  const figures = [beside(busy, idle, 'the control is measured right before each round')];
  const fit = rounds.filter(({ idleMs }) => idleMs <= IDLE_SMOOTH_MS).map(({ busyMs }) => busyMs);
  if (fit.length >= FEWEST_ROUNDS)
    return { figures, checks: [{ name: `frames while ${what}, p95 in ms`, value: median(fit), atMost: SMOOTH_MS }], skipped: [] };
  const why = `the promise of smooth frames while ${what}: this machine was too busy to draw an idle window at 60 frames a second in ${rounds.length - fit.length} of ${rounds.length} rounds`;
  return { figures, checks: [], skipped: [why] };
}
