import type { ReactNode } from 'react';
import type { ClosingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { useNav } from '../shell/section.ts';
import { listAnd } from '../words/list.ts';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';
import { missingWords } from './missing-words.ts';

/** How it was sealed, what still stands in the way, and the end of the incident. */
export function CloseCard({ closing }: { readonly closing: ClosingView }): ReactNode {
  const nav = useNav();
  const now = useMinute();
  const act = useCommand();
  const missing = missingWords(closing);
  const close = (): void =>
    void act.run(async () => {
      await ask('closing.close', { request: closing.request });
      nav.go('board');
    });
  const calm = closing.sealedHow === 'person' || closing.sealedHow === 'time';
  return (
    <Card title={t('emergency.closing.close.title', { incident: closing.incident })}>
      <p>{missing.length === 0 ? t('emergency.closing.close.ready') : t('emergency.closing.close.left', { list: listAnd(missing) })}</p>
      <div className="row apart">
        <Sign shape={calm ? 'good' : 'care'} tone={calm ? 'good' : 'care'}>
          {t(`emergency.closing.how.${closing.sealedHow}`, { time: utcWhen(closing.sealedAt, now) })}
        </Sign>
        <Button
          kind={missing.length === 0 ? 'strong' : 'ordinary'}
          onPress={close}
          blocked={missing.length === 0 ? null : t('emergency.closing.close.blocked')}
          busy={act.busy ? t('emergency.closing.close.going') : null}
        >
          {t('emergency.closing.close.go')}
        </Button>
      </div>
      <ErrorNote error={act.error} />
    </Card>
  );
}
