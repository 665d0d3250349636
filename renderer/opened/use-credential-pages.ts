import { useEffect, useReducer, useState } from 'react';
import { CredentialPages } from './credential-pages.ts';

/** The rows that match `text`. `revision` counts what may have changed a row: titles read, fields exposed. */
export function useCredentialPages(text: string, revision: number): CredentialPages {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [pages, setPages] = useState(() => new CredentialPages(text, redraw));
  useEffect(() => {
    const next = new CredentialPages(text, () => {
      // The old rows stay in sight until the new ones are there, so that typing does not flicker.
      setPages(next);
      redraw();
    });
    next.want(0, 0);
    return () => next.end();
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is what asks again
  useEffect(() => pages.refresh(), [revision]);
  return pages;
}
