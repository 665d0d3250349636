import { type ReactNode, useEffect } from 'react';
import type { ErrorDetail } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { useCompartmentNames, useNames } from '../border/use-view.ts';
import { errorWords } from '../words/error-words.ts';
import { announce } from './live-region.tsx';
import { Note } from './note.tsx';

/** A refusal as it is shown: its code, and what fills the sentence of that code. */
export interface Coded {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

/** What went wrong and the fix, in words of the code; ids in its detail become names. */
export function useErrorWords(): (error: Coded) => { readonly says: string; readonly fix: string } {
  const person = useNames();
  const compartment = useCompartmentNames();
  return ({ code, detail }) => errorWords(code, detail, (id) => person(compartment(id)));
}

/** A refusal, in the page beside what was tried, and read out at once. Nothing while there is none. */
export function ErrorNote({ error, act }: { readonly error: Coded | null; readonly act?: ReactNode }): ReactNode {
  const inWords = useErrorWords();
  const { says, fix } = error === null ? { says: '', fix: '' } : inWords(error);
  useEffect(() => {
    if (says !== '') announce(`${says} ${fix}`, 'now');
  }, [says, fix]);
  if (error === null) return null;
  return (
    <Note verdict="bad" title={says} act={act}>
      <p>{fix}</p>
    </Note>
  );
}
