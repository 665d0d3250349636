import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { say } from '../words/words.ts';

/** The way out of a founding: kept and gone on with later, or discarded after a second question. Esc stays. */
export function LeaveFounding({ founding }: { readonly founding: FoundingView }): ReactNode {
  const [asking, setAsking] = useState<'no' | 'leave' | 'discard'>('no');
  const act = useCommand();
  const stay = (): void => setAsking('no');
  return (
    <>
      <Button onPress={() => setAsking('leave')}>{say('founding.leave.go')}</Button>
      {asking === 'leave' ? (
        <Sheet title={say('founding.leave.title')} onLeave={stay}>
          <p>{say('founding.leave.what')}</p>
          <ErrorNote error={act.error} />
          <div className="row apart">
            <div className="row">
              <Button focusFirst="yes" onPress={stay}>
                {say('founding.leave.stay')}
              </Button>
              <Button kind="strong" onPress={() => void act.run(async () => void (await ask('founding.leave', {})))}>
                {say('founding.leave.leave')}
              </Button>
            </div>
            <Button kind="stop" onPress={() => setAsking('discard')}>
              {say('founding.leave.discard')}
            </Button>
          </div>
        </Sheet>
      ) : null}
      {asking === 'discard' ? (
        <Sheet kind="alert" title={say('founding.leave.discardTitle', { name: founding.name })} onLeave={stay}>
          <p>{say('founding.leave.discardWhat')}</p>
          <ErrorNote error={act.error} />
          <div className="row">
            <Button focusFirst="yes" onPress={stay}>
              {say('founding.leave.stay')}
            </Button>
            <Button kind="stop" onPress={() => void act.run(async () => void (await ask('founding.discard', {})))}>
              {say('founding.leave.discardGo')}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
