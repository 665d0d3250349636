import type { Page } from '@playwright/test';
import { percentile } from '../figure.ts';

/** Every second frame of sixty a second: frames come in whole steps of 16.67 ms, and one that is late once is 33.33. */
export const SMOOTH_MS = 33.4;

interface Recorder {
  benchFrames?: { readonly times: number[]; ended: boolean };
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

/** What 95 of 100 frames do not exceed. Throws for so few that it says nothing. */
export function p95(frames: readonly number[]): number {
  if (frames.length < 10) throw new Error(`only ${frames.length} frames were drawn`);
  return percentile(frames, 0.95);
}
