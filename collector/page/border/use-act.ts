import { useCallback, useRef, useState } from 'react';
import type { AppError } from '../../../shared/base/app-error.ts';
import { appError } from './use-loaded.ts';

export interface PageCommand {
  readonly busy: boolean;
  /** Why the last one did not work; null while it runs, and when it did. */
  readonly error: AppError | null;
  /** Runs it, unless one runs already. */
  readonly run: (work: () => Promise<void>) => void;
  /** The error was read. */
  readonly forget: () => void;
}

/** Something that a person set going. */
export function usePageCommand(): PageCommand {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const running = useRef(false);
  const run = useCallback((work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    work()
      .catch((thrown: unknown) => setError(appError(thrown)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  }, []);
  const forget = useCallback(() => setError(null), []);
  return { busy, error, run, forget };
}
