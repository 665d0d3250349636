import { type ReactNode, useEffect } from 'react';
import type { WindowView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useSecondsLeft, useSecondsUntil } from '../border/ticker.ts';
import { useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Countdown } from '../kit/countdown.tsx';
import { announce } from '../kit/live-region.tsx';
import { countdown, span, utcTime } from '../words/time.ts';
import { t } from '../words/words.ts';
import { useIdleEnd } from './activity.ts';
import { useSeal } from './seal.ts';

/** The window's own clock, large, and *Seal now* at the band's end. */
export function WindowClock({ buttons }: { readonly buttons?: ReactNode }): ReactNode {
  const { window: opened } = useView();
  const { seal, busy } = useSeal();
  if (opened === null) return null;
  return (
    <>
      <div className="clock" role="timer">
        <p className="t">
          <Countdown inMs={opened.sealsInMs} />
        </p>
        <p className="c">{t('emergency.window.sealsAt', { time: utcTime(opened.sealsAt) })}</p>
      </div>
      <div className="acts">
        {buttons}
        <Button kind="main" onPress={seal} busy={busy ? t('shell.seal.busy') : null}>
          {t('shell.seal.now')} <kbd>{t('shell.seal.key')}</kbd>
        </Button>
      </div>
    </>
  );
}

const MARKS = [600, 300, 60] as const;

/** The bar that drains; what is said aloud at 10, 5 and 1 minute; and the warning before it seals for want of anyone. */
export function WindowDrain({ opened }: { readonly opened: WindowView }): ReactNode {
  const left = useSecondsLeft(opened.sealsInMs);
  const idleEnd = useIdleEnd();
  useEffect(() => {
    const mark = MARKS.find((seconds) => seconds === left);
    if (mark !== undefined) announce(t('emergency.window.left', { time: span(mark * 1000) }), 'now');
  }, [left]);
  const share = opened.lengthMs === 0 ? 0 : Math.min(100, (left * 100_000) / opened.lengthMs);
  return (
    <>
      <div className="drain" aria-hidden="true">
        <i style={{ inlineSize: `${share.toFixed(1)}%` }} />
      </div>
      {idleEnd === null ? null : <IdleWarning end={idleEnd} windowLeft={left} />}
    </>
  );
}

const WARN_SECONDS = 60;

function IdleWarning({ end, windowLeft }: { readonly end: number; readonly windowLeft: number }): ReactNode {
  const left = useSecondsUntil(end);
  const soon = left <= WARN_SECONDS && left < windowLeft;
  useEffect(() => {
    if (soon) announce(t('emergency.window.idleSoon'), 'now');
  }, [soon]);
  if (!soon) return null;
  return (
    <div className="warning">
      <p>{t('emergency.window.idle', { time: countdown(left) })}</p>
      <Button onPress={() => void ask('app.noteActivity', {}).catch(() => {})}>{t('emergency.window.stay')}</Button>
    </div>
  );
}
