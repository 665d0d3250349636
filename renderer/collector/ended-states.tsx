import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote, useErrorWords } from '../kit/error-note.tsx';
import { Facts } from '../kit/facts.tsx';
import { Note } from '../kit/note.tsx';
import { t } from '../words/words.ts';
import { lastReceipt } from './last-receipt.ts';
import { Leave } from './leave.tsx';
import { ReceiptCode } from './receipt-code.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell } from './told.ts';

/** The administrator said no. */
export function RefusedState({ tell }: { readonly tell: Tell }): ReactNode {
  const act = useCommand();
  const begin = (): void =>
    void act.run(async () => {
      await ask('collector.leave', {});
      tell(null);
    });
  return (
    <Card title={t('collector.refused.title')}>
      <p>{t('collector.refused.what')}</p>
      <p>{t('collector.refused.sent')}</p>
      <ErrorNote error={act.error} />
      <Button kind="main" onPress={begin} busy={act.busy ? t('kit.busy') : null}>
        {t('collector.refused.go')}
      </Button>
    </Card>
  );
}

/** Two histories are known: what it means, and what to do before anything else. */
export function ForkedState({ collector, tell }: { readonly collector: StateOf<'forked'>; readonly tell: Tell }): ReactNode {
  const now = useMinute();
  const [showing, setShowing] = useState(false);
  const { name, received } = collector;
  return (
    <div className="stack">
      <Note verdict="bad" title={t('collector.forked.title')}>
        <p>{t('collector.forked.what')}</p>
      </Note>
      <div className="two">
        <Card title={t('collector.forked.todo')}>
          <WhatToDo />
          <Leave
            title={t('collector.about.leaveTitle', { name })}
            what={[t('collector.about.leaveStays'), t('collector.about.leaveAgain')]}
            stay={t('collector.forked.stay')}
            go={t('collector.about.leaveGo')}
            after={{ verdict: 'good', title: t('collector.none.left', { name }), what: t('collector.none.leftWhat') }}
            tell={tell}
          >
            {t('collector.forked.leave')}
          </Leave>
        </Card>
        <Card title={t('collector.forked.held')}>
          <Facts
            facts={[
              { name: t('collector.about.name'), value: name },
              { name: t('collector.active.last'), value: lastReceipt(received, now) },
            ]}
          />
          {received === null ? null : <Button onPress={() => setShowing(true)}>{t('collector.hand.showReceipt')}</Button>}
        </Card>
      </div>
      {showing ? <ReceiptCode received={received} onLeave={() => setShowing(false)} /> : null}
    </div>
  );
}

/** The keys in the file are not those that the log names: somebody changed the file. */
export function AlteredState({ tell }: { readonly tell: Tell }): ReactNode {
  const { says, fix } = useErrorWords()({ code: 'collector.keys_changed', detail: {} });
  return (
    <div className="stack">
      <Note verdict="bad" title={says}>
        <p>{fix}</p>
      </Note>
      <Card title={t('collector.forked.todo')}>
        <WhatToDo />
        <Leave
          title={t('collector.altered.leaveTitle')}
          what={[t('collector.about.leaveStays'), t('collector.about.leaveAgain')]}
          stay={t('collector.forked.stay')}
          go={t('collector.forked.leave')}
          after={{ verdict: 'good', title: t('collector.altered.left'), what: t('collector.none.leftWhat') }}
          tell={tell}
        >
          {t('collector.forked.leave')}
        </Leave>
      </Card>
    </div>
  );
}

function WhatToDo(): ReactNode {
  return (
    <ol className="plain-list">
      <li>
        <b>{t('collector.forked.tell')}</b>
      </li>
      <li>{t('collector.forked.keep')}</li>
      <li>{t('collector.forked.work')}</li>
      <li>{t('collector.forked.again')}</li>
    </ol>
  );
}
