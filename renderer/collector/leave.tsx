import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { t } from '../words/words.ts';
import type { Tell, Told } from './told.ts';

export interface LeaveProps {
  /** The button that opens it. */
  readonly children: string;
  readonly opener?: 'stop' | 'ordinary';
  readonly title: string;
  /** What it means, a sentence a paragraph. */
  readonly what: readonly string[];
  readonly stay: string;
  readonly go: string;
  /** Told once it was left. */
  readonly after: Told;
  readonly tell: Tell;
}

/** A button that ends what there is with the collector, after a question that says what stays. */
export function Leave({ children, opener = 'stop', title, what, stay, go, after, tell }: LeaveProps): ReactNode {
  const [asking, setAsking] = useState(false);
  const act = useCommand();
  const leave = (): void =>
    void act.run(async () => {
      await ask('collector.leave', {});
      setAsking(false);
      tell(after);
    });
  return (
    <>
      <Button kind={opener} onPress={() => setAsking(true)}>
        {children}
      </Button>
      {asking ? (
        <Sheet kind="alert" title={title} onLeave={() => setAsking(false)}>
          {what.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <ErrorNote error={act.error} />
          <div className="row">
            <Button focusFirst="yes" onPress={() => setAsking(false)}>
              {stay}
            </Button>
            <Button kind="stop" onPress={leave} busy={act.busy ? t('kit.busy') : null}>
              {go}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}

/** Withdraws a request that was not let in yet. */
export function Withdraw({ tell }: { readonly tell: Tell }): ReactNode {
  return (
    <Leave
      title={t('collector.asked.withdrawTitle')}
      what={[t('collector.asked.withdrawWhat')]}
      stay={t('collector.asked.withdrawStay')}
      go={t('collector.asked.withdrawGo')}
      after={{ verdict: 'good', title: t('collector.none.withdrawn'), what: t('collector.none.withdrawnWhat') }}
      tell={tell}
    >
      {t('collector.asked.withdraw')}
    </Leave>
  );
}
