import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote, useErrorWords } from '../kit/error-note.tsx';
import { Facts } from '../kit/facts.tsx';
import { Note } from '../kit/note.tsx';
import { say } from '../words/words.ts';
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
    <Card title={say('collector.refused.title')}>
      <p>{say('collector.refused.what')}</p>
      <p>{say('collector.refused.sent')}</p>
      <ErrorNote error={act.error} />
      <Button kind="main" onPress={begin} busy={act.busy ? say('kit.busy') : null}>
        {say('collector.refused.go')}
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
      <Note verdict="bad" title={say('collector.forked.title')}>
        <p>{say('collector.forked.what')}</p>
      </Note>
      <div className="two">
        <Card title={say('collector.forked.todo')}>
          <WhatToDo />
          <Leave
            title={say('collector.about.leaveTitle', { name })}
            what={[say('collector.about.leaveStays'), say('collector.about.leaveAgain')]}
            stay={say('collector.forked.stay')}
            go={say('collector.about.leaveGo')}
            after={{ verdict: 'good', title: say('collector.none.left', { name }), what: say('collector.none.leftWhat') }}
            tell={tell}
          >
            {say('collector.forked.leave')}
          </Leave>
        </Card>
        <Card title={say('collector.forked.held')}>
          <Facts
            facts={[
              { name: say('collector.about.name'), value: name },
              { name: say('collector.active.last'), value: lastReceipt(received, now) },
            ]}
          />
          {received === null ? null : <Button onPress={() => setShowing(true)}>{say('collector.hand.showReceipt')}</Button>}
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
      <Card title={say('collector.forked.todo')}>
        <WhatToDo />
        <Leave
          title={say('collector.altered.leaveTitle')}
          what={[say('collector.about.leaveStays'), say('collector.about.leaveAgain')]}
          stay={say('collector.forked.stay')}
          go={say('collector.forked.leave')}
          after={{ verdict: 'good', title: say('collector.altered.left'), what: say('collector.none.leftWhat') }}
          tell={tell}
        >
          {say('collector.forked.leave')}
        </Leave>
      </Card>
    </div>
  );
}

function WhatToDo(): ReactNode {
  return (
    <ol className="plain-list">
      <li>
        <b>{say('collector.forked.tell')}</b>
      </li>
      <li>{say('collector.forked.keep')}</li>
      <li>{say('collector.forked.work')}</li>
      <li>{say('collector.forked.again')}</li>
    </ol>
  );
}
