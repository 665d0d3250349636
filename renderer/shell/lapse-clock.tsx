import { type ReactNode, useState } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Countdown } from '../kit/countdown.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Icon } from '../kit/icon.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { utcTime } from '../words/time.ts';
import { t } from '../words/words.ts';

/** The small, dashed clock of a request, and *Abort* at the band's end. */
export function LapseClock({ request, buttons }: { readonly request: RequestView; readonly buttons?: ReactNode }): ReactNode {
  const [asking, setAsking] = useState(false);
  const act = useCommand();
  const time = utcTime(request.lapsesAt);
  return (
    <>
      <div className="lapse" role="timer">
        <Icon shape="glass" />
        <span className="t">
          <Countdown inMs={request.lapsesInMs} />
        </span>
        <span className="c">
          {request.kind === 'emergency' ? t('emergency.lapse.request', { time }) : t('emergency.lapse.drill', { time })}
        </span>
      </div>
      <div className="acts">
        {buttons}
        <Button onPress={() => setAsking(true)}>{t('emergency.abort.name')}</Button>
      </div>
      {asking ? (
        <Sheet title={t('emergency.abort.title')} onLeave={() => setAsking(false)} kind="alert">
          <p>{t('emergency.abort.say')}</p>
          <ErrorNote error={act.error} />
          <div className="row">
            <Button
              kind="stop"
              busy={act.busy ? t('kit.busy') : null}
              onPress={() => void act.run(async () => void (await ask('request.abort', { request: request.id })))}
            >
              {t('emergency.abort.do')}
            </Button>
            <Button focusFirst="yes" onPress={() => setAsking(false)}>
              {t('emergency.abort.leave')}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
