import { useCallback, useEffect, useState } from 'react';
import { AppError, isAppError } from '../../../shared/base/app-error.ts';

/** Something that is asked for, and how that goes. */
export interface Loaded<Value> {
  /** The last that came, while the next is on its way too; null before the first. */
  readonly value: Value | null;
  readonly error: AppError | null;
  readonly again: () => void;
}

/** Loads now, and whenever one of `changes` is another. What comes for an older question is dropped. */
export function useLoaded<Value>(load: () => Promise<Value>, changes: readonly unknown[]): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [tries, setTries] = useState(0);
  const again = useCallback(() => setTries((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what is another question
  useEffect(() => {
    let current = true;
    load().then(
      (came) => {
        if (!current) return;
        setValue(came);
        setError(null);
      },
      (thrown: unknown) => {
        if (current) setError(appError(thrown));
      },
    );
    return () => {
      current = false;
    };
  }, [...changes, tries]);
  return { value, error, again };
}

/** What was thrown as an `AppError`; `internal` for anything else. */
export function appError(thrown: unknown): AppError {
  return isAppError(thrown) ? thrown : new AppError('internal', String(thrown), { cause: thrown });
}
