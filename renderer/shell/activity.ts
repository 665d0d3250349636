import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useSnapshot } from '../border/use-view.ts';

/** At most this often is main told that somebody is there. */
const EVERY_MS = 5_000;

/** `performance.now()` at which main was last told; 0 before. */
export const ActivityContext = createContext(0);

/** Tells main while a window is open that a person does something, so that it does not seal for want of it. */
export function useActivity(): number {
  const open = useSnapshot().view.window !== null;
  const [toldAt, setToldAt] = useState(0);
  useEffect(() => {
    if (!open) return;
    let last = -EVERY_MS;
    const onAct = (): void => {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      ask('app.noteActivity', {}).then(
        () => setToldAt(performance.now()),
        () => {},
      );
    };
    const kinds = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, onAct, { capture: true, passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onAct, { capture: true });
    };
  }, [open]);
  return toldAt;
}

/** `performance.now()` at which the window seals because nobody does anything, as far as is known here; null when none is open. */
export function useIdleEnd(): number | null {
  const { view, receivedAt } = useSnapshot();
  const toldAt = useContext(ActivityContext);
  const opened = view.window;
  const compartments = view.vault?.compartments;
  return useMemo(() => {
    if (opened === null) return null;
    const scope = (compartments ?? []).filter((one) => opened.compartments.includes(one.id));
    const idleMs = Math.min(...scope.map((one) => one.policy.idleSeconds * 1000));
    const known = receivedAt + opened.idleSealsInMs;
    return toldAt === 0 || !Number.isFinite(idleMs) ? known : Math.max(known, toldAt + idleMs);
  }, [opened, compartments, receivedAt, toldAt]);
}
