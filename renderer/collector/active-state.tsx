import type { ReactNode } from 'react';
import { Note } from '../kit/note.tsx';
import { span } from '../words/time.ts';
import { t } from '../words/words.ts';
import { AboutCard } from './about-card.tsx';
import { HandCard } from './hand-card.tsx';
import type { StateOf } from './state-of.ts';
import { StatusCard } from './status-card.tsx';
import type { Tell } from './told.ts';

/** It receives this log: how that stands, the way by hand, and who it is. */
export function ActiveState({ collector, tell }: { readonly collector: StateOf<'active'>; readonly tell: Tell }): ReactNode {
  return (
    <>
      {collector.clockOffMs === null ? null : <ClockOff ms={collector.clockOffMs} />}
      <div className="two">
        <div className="stack">
          <StatusCard collector={collector} />
          <HandCard collector={collector} tell={tell} />
        </div>
        <AboutCard collector={collector} tell={tell} />
      </div>
    </>
  );
}

/** `ms`: the collector's clock less this machine's. */
function ClockOff({ ms }: { readonly ms: number }): ReactNode {
  const values = { span: span(Math.abs(ms)) };
  return (
    <Note verdict="care" title={ms > 0 ? t('collector.active.behind', values) : t('collector.active.ahead', values)}>
      <p>{t('collector.active.clockWhat')}</p>
    </Note>
  );
}
