import type { ReactNode } from 'react';
import type { CollectorFault } from '../../shared/contract/collector-view.ts';
import { useMinute, useSecondsLeft } from '../border/ticker.ts';
import { useErrorWords } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { DRAWN, URGENCY } from '../shell/collector-fault.ts';
import { countdown, utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';

/** Why nothing arrives, what to do about it if anything, and since when. */
export function FaultWords({ fault }: { readonly fault: CollectorFault }): ReactNode {
  const inWords = useErrorWords();
  const now = useMinute();
  const { says, fix } = inWords({ code: fault.code, detail: {} });
  const { shape, tone } = DRAWN[URGENCY[fault.kind]];
  return (
    <div className="stack-s">
      <Sign shape={shape} tone={tone}>
        {says}
      </Sign>
      <p>{fix}</p>
      <p className="quiet">{t('collector.active.since', { since: utcWhen(fault.since, now) })}</p>
    </div>
  );
}

/** When it is tried again, counted down. */
export function NextTry({ inMs }: { readonly inMs: number }): ReactNode {
  const seconds = useSecondsLeft(inMs);
  if (seconds === 0) return <p className="quiet">{t('collector.active.trying')}</p>;
  return (
    <p className="quiet">
      {t('collector.active.next')} {countdown(seconds)}
    </p>
  );
}
