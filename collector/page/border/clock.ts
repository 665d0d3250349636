import { useSyncExternalStore } from 'react';
import { ticking } from '../../../renderer/hooks/ticking.ts';

const MINUTE_MS = 60_000;
const subscribe = ticking(1_000);

/** The start of this minute, UTC milliseconds. */
export function usePageMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
}
