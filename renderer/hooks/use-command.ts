import { useCallback, useEffect, useRef, useState } from 'react';
import { AppError, isAppError } from '../../shared/base/app-error.ts';

/** One thing that a screen can have done. */
export interface ScreenCommand {
  /** True from the press to the answer. */
  readonly busy: boolean;
  /** Why the last one was refused, until the next one begins. */
  readonly error: AppError | null;
  /** Does one thing; a second press while it is under way does nothing. Resolves when it ended, well or not. Never changes. */
  readonly run: (what: () => Promise<void>) => Promise<void>;
  readonly clear: () => void;
}

/** One act of a screen: busy while it is under way, and its refusal to be shown with `ErrorNote`. */
export function useCommand(): ScreenCommand {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const under = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const run = useCallback(async (what: () => Promise<void>) => {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    setError(null);
    try {
      await what();
    } catch (thrown) {
      if (here.current) setError(isAppError(thrown) ? thrown : new AppError('internal', String(thrown), { cause: thrown }));
    } finally {
      under.current = false;
      if (here.current) setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { busy, error, run, clear };
}
