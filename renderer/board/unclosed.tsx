import type { ReactNode } from 'react';
import type { ClosingView } from '../../shared/contract/view.ts';
import { missingWords } from '../closing/missing-words.ts';
import { Button } from '../kit/button.tsx';
import { Note } from '../kit/note.tsx';
import { useNav } from '../shell/section.ts';
import { listAnd } from '../words/list.ts';
import { t } from '../words/words.ts';

/** An incident that was sealed and still needs something: said on the board until it is closed. */
export function Unclosed({ closing }: { readonly closing: ClosingView }): ReactNode {
  const nav = useNav();
  const missing = missingWords(closing);
  return (
    <Note
      verdict={missing.length === 0 ? 'good' : 'care'}
      title={t('emergency.board.unclosed.title', { incident: closing.incident })}
      act={<Button onPress={() => nav.goHome({ at: 'closing', request: closing.request })}>{t('emergency.board.unclosed.go')}</Button>}
    >
      <p>{missing.length === 0 ? t('emergency.board.unclosed.ready') : t('emergency.board.unclosed.left', { list: listAnd(missing) })}</p>
    </Note>
  );
}
