import { useEffect } from 'react';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { type ScreenCommand, useCommand } from '../hooks/use-command.ts';

/** *Seal now*: never asks back, since sealing harms nothing. */
export function useSeal(): ScreenCommand & { seal(): void } {
  const act = useCommand();
  return {
    ...act,
    seal: () => void act.run(async () => void (await ask('window.seal', {}))),
  };
}

/** F9 seals from everywhere, in every screen and dialog, while a window is open. */
export function useSealKey(): void {
  const open = useView().window !== null;
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F9' || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      // A refusal means that it is sealed already, or that main is gone: the next snapshot says which.
      void ask('window.seal', {}).catch(() => {});
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open]);
}
