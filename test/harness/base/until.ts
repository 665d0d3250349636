import { setTimeout } from 'node:timers/promises';

const BETWEEN_LOOKS_MS = 10;

/** Whether this came to hold within `ms`: asked again and again, at least once. What `holds` throws ends it. */
export async function holdsWithin(ms: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + ms; !(await holds()); ) {
    if (performance.now() > end) return false;
    await setTimeout(BETWEEN_LOOKS_MS); // between two looks; how many there are changes nothing
  }
  return true;
}

/** Waits until this holds. Throws after `ms`, with what `state` says then. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 15_000, state: () => string = () => ''): Promise<void> {
  if (!(await holdsWithin(ms, holds))) throw new Error(`not after ${ms} ms: ${state()}`);
}
