import { useEffect, useRef } from 'react';
import { WARNING_MINUTES } from '../../shared/domain/window.ts';
import { useSnapshot } from '../border/use-view.ts';
import { lookOf } from './look.ts';
import { notesOf, play, type Sound } from './sounds.ts';

/** Sounds at what changes: an approval, opening, sealing, and 10, 5 and 1 minute before a window ends. */
export function useSounds(): void {
  const { view, receivedAt } = useSnapshot();
  const { sound } = view.settings;
  const { mode } = lookOf(view);
  const open = view.window !== null;
  const approvals = view.request?.have ?? 0;
  const before = useRef({ open, approvals, mode });
  useEffect(() => {
    const was = before.current;
    before.current = { open, approvals, mode };
    if (!sound) return;
    const heard: Sound | null = open && !was.open ? 'opened' : !open && was.open ? 'sealed' : approvals > was.approvals ? 'approved' : null;
    // What was sealed is a drill no longer by its view; it sounds as what it was.
    if (heard !== null) play(notesOf(heard, mode ?? was.mode));
  }, [sound, open, approvals, mode]);

  const end = view.window === null ? null : receivedAt + view.window.sealsInMs;
  useEffect(() => {
    if (end === null || !sound) return;
    const waits = WARNING_MINUTES.map((minutes) => end - minutes * 60_000 - performance.now())
      .filter((wait) => wait > 0)
      .map((wait) => window.setTimeout(() => play(notesOf('warning', mode)), wait));
    return () => {
      for (const wait of waits) window.clearTimeout(wait);
    };
  }, [end, sound, mode]);
}
