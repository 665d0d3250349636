import { type ReactNode, useEffect } from 'react';
import { isErrorCode } from '../../shared/base/error-codes.ts';
import type { Notice } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { useErrorWords } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { Note } from '../kit/note.tsx';
import { t } from '../words/words.ts';

/** What main has to say unasked; each stays until a person has read it. */
export function Notices(): ReactNode {
  const { notices } = useView();
  if (notices.length === 0) return null;
  return (
    <div className="stack-s notice-list">
      {notices.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function OneNotice({ notice }: { readonly notice: Notice }): ReactNode {
  const errorWords = useErrorWords();
  const { code, detail } = notice;
  const words = isErrorCode(code) ? errorWords({ code, detail }) : { says: t(`shell.notice.${code}`), fix: '' };
  const spoken = `${words.says} ${words.fix}`;
  useEffect(() => announce(spoken, notice.verdict === 'good' ? 'soon' : 'now'), [spoken, notice.verdict]);
  const dismiss = (): void => void ask('app.dismiss', { notice: notice.id }).catch(() => {});
  return (
    <Note verdict={notice.verdict} title={words.says} act={<Button onPress={dismiss}>{t('shell.notice.dismiss')}</Button>}>
      {words.fix === '' ? null : <p>{words.fix}</p>}
    </Note>
  );
}
