import { useEffect, useSyncExternalStore } from 'react';
import { ticking } from '../hooks/ticking.ts';
import { useSnapshot } from './use-view.ts';

/** One timer for every countdown on the screen. */
const subscribe = ticking(200);

/** Whole seconds, rounded up, until `performance.now()` is `end`; never below 0. Re-renders only when it changes. */
export function useSecondsUntil(end: number): number {
  return useSyncExternalStore(subscribe, () => Math.max(0, Math.ceil((end - performance.now()) / 1000)));
}

/** Whole seconds left of an `…InMs` of the snapshot at hand. */
export function useSecondsLeft(inMs: number): number {
  const { receivedAt } = useSnapshot();
  return useSecondsUntil(receivedAt + inMs);
}

/** The instant, to the minute, by main's clock: UTC milliseconds of the minute's start. */
export function useMinute(): number {
  const { view, receivedAt } = useSnapshot();
  return useSyncExternalStore(subscribe, () => {
    const now = view.at + (performance.now() - receivedAt);
    return Math.floor(now / 60_000) * 60_000;
  });
}

/** Calls `then` once, when `performance.now()` reaches `end`. */
export function useWhenOver(end: number | null, then: () => void): void {
  useEffect(() => {
    if (end === null) return;
    const wait = window.setTimeout(then, Math.max(0, end - performance.now()));
    return () => window.clearTimeout(wait);
  }, [end, then]);
}
