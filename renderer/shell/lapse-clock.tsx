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
import { say } from '../words/words.ts';

/** The small, dashed clock of a request, and *Abort* at the band's end. */
export function LapseClock({ request, acts }: { readonly request: RequestView; readonly acts?: ReactNode }): ReactNode {
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
          {request.kind === 'emergency' ? say('emergency.lapse.request', { time }) : say('emergency.lapse.drill', { time })}
        </span>
      </div>
      <div className="acts">
        {acts}
        <Button onPress={() => setAsking(true)}>{say('emergency.abort.name')}</Button>
      </div>
      {asking ? (
        <Sheet title={say('emergency.abort.title')} onLeave={() => setAsking(false)} kind="alert">
          <p>{say('emergency.abort.say')}</p>
          <ErrorNote error={act.error} />
          <div className="row">
            <Button
              kind="stop"
              busy={act.busy ? say('kit.busy') : null}
              onPress={() => void act.run(async () => void (await ask('request.abort', { request: request.id })))}
            >
              {say('emergency.abort.do')}
            </Button>
            <Button focusFirst="yes" onPress={() => setAsking(false)}>
              {say('emergency.abort.leave')}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
