import type { ReactNode } from 'react';
import { Card } from '../kit/card.tsx';
import { type Coded, useErrorWords } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

/** What keeps the step at hand from being complete, each with its fix; a good word when nothing does. */
export function MissingList({ missing }: { readonly missing: readonly Coded[] }): ReactNode {
  const inWords = useErrorWords();
  const nameless = missing.filter(isNameless).length;
  if (missing.length === 0) {
    return (
      <Sign shape="good" tone="good">
        {t('founding.none')}
      </Sign>
    );
  }
  return (
    <Card title={t('founding.still')} spacing="small">
      <ul className="stack-s">
        {nameless === 0 ? null : <Todo says={t('founding.nameless', { count: nameless })} fix={t('founding.namelessFix')} />}
        {missing
          .filter((one) => !isNameless(one))
          .map((one, i) => {
            const { says, fix } = inWords(one);
            // Two may be alike in everything; they have no identity but their place.
            const at = `${i}`;
            return <Todo key={at} says={says} fix={fix} />;
          })}
      </ul>
    </Card>
  );
}

/** Names are often missing by the handful: they are said once. */
function isNameless({ code, detail }: Coded): boolean {
  return code === 'founding.step_incomplete' && detail['field'] === 'name';
}

function Todo({ says, fix }: { readonly says: string; readonly fix: string }): ReactNode {
  return (
    <li>
      <Sign shape="todo" tone="ink">
        {says}
      </Sign>
      <p className="quiet">{fix}</p>
    </li>
  );
}
