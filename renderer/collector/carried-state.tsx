import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { utcAt } from '../words/time.ts';
import { t } from '../words/words.ts';
import { CompareWords } from './compare-words.tsx';
import { Withdraw } from './leave.tsx';
import { WriteRequest } from './none-state.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell } from './told.ts';

/** The request is in a file: what happens to it, the words that go with it, and the answer that is to come back. */
export function CarriedState({ collector, tell }: { readonly collector: StateOf<'carried'>; readonly tell: Tell }): ReactNode {
  const now = useMinute();
  return (
    <div className="two">
      <Card title={t('collector.carried.steps')} spacing="large">
        <ol className="plain-list">
          <li>{t('collector.carried.carry', { at: utcAt(collector.since, now) })}</li>
          <li>{t('collector.carried.compare')}</li>
          <li>{t('collector.carried.bring')}</li>
        </ol>
        <div className="row">
          <OpenAnswer kind="main" next={t('collector.asked.pendingCompare')} tell={tell} />
          <WriteRequest tell={tell}>{t('collector.carried.again')}</WriteRequest>
          <Withdraw tell={tell} />
        </div>
      </Card>
      <Card title={t('collector.asked.ours')} spacing="small">
        <CompareWords words={collector.stationWords} label={t('collector.asked.ours')} />
      </Card>
    </div>
  );
}

/** Reads the answer that came back in a file. One that only says "not yet" is told, with what is `next`; another changes the screen. */
export function OpenAnswer(props: { readonly kind: 'main' | 'ordinary'; readonly next: string; readonly tell: Tell }): ReactNode {
  const { kind, next, tell } = props;
  const act = useCommand();
  const open = (): void =>
    void act.run(async () => {
      const { answer } = await ask('collector.importAnswer', {});
      if (answer !== null) tell(answer === 'pending' ? { verdict: 'good', title: t('collector.asked.pending'), what: next } : null);
    });
  return (
    <>
      <ErrorNote error={act.error} />
      <Button kind={kind} onPress={open} busy={act.busy ? t('kit.busy') : null}>
        {t('collector.carried.go')}
      </Button>
    </>
  );
}
