import { type ReactNode, useEffect } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { announce } from '../../../renderer/kit/live-region.tsx';
import { Note } from '../../../renderer/kit/note.tsx';
import { errorWords } from '../../../renderer/words/error-words.ts';
import type { AppError } from '../../../shared/base/app-error.ts';
import { pageWords } from '../words/words.ts';

/** What did not work and the fix, read out at once. Nothing while nothing is wrong. */
export function Failed({ error, again }: { readonly error: AppError | null; readonly again?: () => void }): ReactNode {
  const { says, fix } = error === null ? { says: '', fix: '' } : errorWords(error.code, error.detail, (id) => id);
  useEffect(() => {
    if (says !== '') announce(`${says} ${fix}`, 'now');
  }, [says, fix]);
  if (error === null) return null;
  return (
    <Note verdict="bad" title={says} act={again === undefined ? undefined : <Button onPress={again}>{pageWords.again}</Button>}>
      <p>{fix}</p>
    </Note>
  );
}
