import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/base/app-error.ts';
import type { CursorPage } from './ask.ts';
import { appError } from './use-loaded.ts';

/** A list as far as it was fetched. */
export interface CursorPages<Row> {
  /** Null before the first came. */
  readonly rows: readonly Row[] | null;
  readonly error: AppError | null;
  readonly hasMore: boolean;
  /** Asks for the next page, unless it is on its way. */
  readonly more: () => void;
  readonly again: () => void;
}

/** When a list is asked for again. */
export interface PagesOptions {
  /** What makes it another list. */
  readonly filters: readonly unknown[];
  /** What makes its beginning another. */
  readonly changes: readonly unknown[];
  /** Whether what was shown before stays as it is (`kept`), or may have changed too and is asked for again (`dropped`). */
  readonly older: 'kept' | 'dropped';
}

/**
 * Pages one after another, newest first: `load` gets the cursor of the next, null for the first. The first is asked for again
 * whenever one of `changes` is another: what it brings is put before what is known, by `keyOf`. Other `filters` are another list.
 */
export function useCursorPages<Row>(
  load: (cursor: number | null) => Promise<CursorPage<Row>>,
  keyOf: (row: Row) => string | number,
  { filters, changes, older }: PagesOptions,
): CursorPages<Row> {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [tries, setTries] = useState(0);
  const list = JSON.stringify(filters);
  const shown = useRef(list);
  const loading = useRef(false);
  const again = useCallback(() => setTries((count) => count + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what is another question
  useEffect(() => {
    let current = true;
    const other = shown.current !== list;
    shown.current = list;
    if (other) setRows(null);
    load(null).then(
      (page) => {
        if (!current) return;
        setError(null);
        setRows((known) => merged(page, other || older === 'dropped' ? null : known, keyOf));
        setNext((was) => (other || older === 'dropped' || rows === null || was === null ? page.next : was));
      },
      (thrown: unknown) => {
        if (current) setError(appError(thrown));
      },
    );
    return () => {
      current = false;
    };
  }, [list, ...changes, tries]);

  const more = useCallback(() => {
    if (next === null || loading.current) return;
    loading.current = true;
    load(next)
      .then(
        (page) => {
          if (shown.current !== list) return;
          setRows((known) => [...(known ?? []), ...page.rows]);
          setNext(page.next);
        },
        (thrown: unknown) => setError(appError(thrown)),
      )
      .finally(() => {
        loading.current = false;
      });
  }, [next, load, list]);
  return { rows, error, hasMore: next !== null, more, again };
}

/** The newest page before the older rows that were known. Where it does not reach them, it stands alone. */
function merged<Row>(page: CursorPage<Row>, known: readonly Row[] | null, keyOf: (row: Row) => string | number): readonly Row[] {
  if (known === null || page.next === null) return page.rows;
  const fresh = new Set(page.rows.map(keyOf));
  const meets = known.some((row) => fresh.has(keyOf(row)));
  return meets ? [...page.rows, ...known.filter((row) => !fresh.has(keyOf(row)))] : page.rows;
}
