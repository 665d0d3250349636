import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Purpose } from '../../shared/contract/calls.ts';
import { type KeyDone, TouchRun, type TouchState } from './touch-run.ts';

/** A touch of a security key, from the press to its end. */
export interface Touch {
  readonly state: TouchState;
  /** True from the press to the end: starting, waiting, checking. */
  readonly busy: boolean;
  /** Call it from a press. `onDone` is called once, unless it was cancelled or failed. */
  start(purpose: Purpose, onDone: (done: KeyDone) => void): void;
  givePassphrase(passphrase: string): void;
  press(label: string): void;
  cancel(): void;
}

/** One touch at a time, for the screen that it is drawn on: leaving the screen cancels it. Draw it with `TouchPanel`. */
export function useTouch(): Touch {
  const [run] = useState(() => new TouchRun());
  const state = useSyncExternalStore(run.subscribe, run.get);
  useEffect(() => () => run.cancel(), [run]);
  return {
    state,
    busy: state.at !== 'idle' && state.at !== 'failed',
    start: (purpose, onDone) => void run.start(purpose, onDone),
    givePassphrase: (passphrase) => void run.givePassphrase(passphrase),
    press: (label) => void run.press(label),
    cancel: () => run.cancel(),
  };
}
