import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { t } from '../words/words.ts';

/** The way out of a founding: kept and gone on with later, or discarded after a second question. Esc stays. */
export function LeaveFounding({ founding }: { readonly founding: FoundingView }): ReactNode {
  const [asking, setAsking] = useState<'no' | 'leave' | 'discard'>('no');
  const act = useCommand();
  const stay = (): void => setAsking('no');
  return (
    <>
      <Button onPress={() => setAsking('leave')}>{t('founding.leave.go')}</Button>
      {asking === 'leave' ? (
        <Sheet title={t('founding.leave.title')} onLeave={stay}>
          <p>{t('founding.leave.what')}</p>
          <ErrorNote error={act.error} />
          <div className="row apart">
            <div className="row">
              <Button focusFirst="yes" onPress={stay}>
                {t('founding.leave.stay')}
              </Button>
              <Button kind="strong" onPress={() => void act.run(async () => void (await ask('founding.leave', {})))}>
                {t('founding.leave.leave')}
              </Button>
            </div>
            <Button kind="stop" onPress={() => setAsking('discard')}>
              {t('founding.leave.discard')}
            </Button>
          </div>
        </Sheet>
      ) : null}
      {asking === 'discard' ? (
        <Sheet kind="alert" title={t('founding.leave.discardTitle', { name: founding.name })} onLeave={stay}>
          <p>{t('founding.leave.discardWhat')}</p>
          <ErrorNote error={act.error} />
          <div className="row">
            <Button focusFirst="yes" onPress={stay}>
              {t('founding.leave.stay')}
            </Button>
            <Button kind="stop" onPress={() => void act.run(async () => void (await ask('founding.discard', {})))}>
              {t('founding.leave.discardGo')}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
