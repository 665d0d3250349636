import type { ReactNode } from 'react';
import { useSecondsLeft } from '../border/ticker.ts';
import { countdown } from '../words/time.ts';

/** "47:12" of an `…InMs` of the snapshot at hand. It alone is drawn anew each second. */
export function Countdown({ inMs }: { readonly inMs: number }): ReactNode {
  return countdown(useSecondsLeft(inMs));
}
