import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useSecondsUntil, useWhenOver } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { t } from '../words/words.ts';

interface Code {
  readonly code: string;
  readonly endsAt: number;
  readonly periodMs: number;
}

/** *Use without seeing*: the running code exposes nothing of the secret that it is made from. */
export function RunningCode({ credential }: { readonly credential: string }): ReactNode {
  const act = useCommand();
  const [code, setCode] = useState<Code | null>(null);
  const here = useRef(true);
  const { run } = act;
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const fetchCode = useCallback(async () => {
    // A code that cannot be had again is not left standing as if it were in force.
    setCode((old) => (old !== null && old.endsAt <= performance.now() ? null : old));
    const { code: digits, leftMs, periodMs } = await ask('window.code', { credential });
    if (here.current) setCode({ code: digits, endsAt: performance.now() + leftMs, periodMs });
  }, [credential]);
  const next = useCallback(() => void run(fetchCode), [run, fetchCode]);
  useWhenOver(code?.endsAt ?? null, next);
  const copy = (): void =>
    void act.run(async () => {
      const { clearsInMs } = await ask('window.copyCode', { credential });
      const field = t('emergency.opened.unseen.label');
      announce(t('emergency.opened.field.copiedSaid', { field, count: Math.round(clearsInMs / 1000) }));
    });
  return (
    <div className="unseen">
      <div>
        <h3>{t('emergency.opened.unseen.title')}</h3>
        {code === null ? <p className="quiet">{t('emergency.opened.unseen.code')}</p> : <Running code={code} />}
      </div>
      <div className="row">
        {code === null ? (
          <Button kind="strong" onPress={next} busy={act.busy ? t('kit.busy') : null}>
            {t('emergency.opened.unseen.show')}
          </Button>
        ) : null}
        <Button kind={code === null ? 'ordinary' : 'strong'} onPress={copy}>
          {t('emergency.opened.unseen.copy')}
        </Button>
      </div>
      <ErrorNote error={act.error} />
    </div>
  );
}

function Running({ code }: { readonly code: Code }): ReactNode {
  const left = useSecondsUntil(code.endsAt);
  const period = Math.max(1, Math.round(code.periodMs / 1000));
  const half = Math.ceil(code.code.length / 2);
  return (
    <p className="totp">
      <span className="val" dir="ltr">{`${code.code.slice(0, half)} ${code.code.slice(half)}`}</span>
      <svg viewBox="0 0 40 40" role="img" aria-label={t('emergency.opened.unseen.left', { count: left })}>
        <circle cx="20" cy="20" r="16" fill="none" stroke="var(--line-soft)" strokeWidth="5" />
        <circle
          cx="20"
          cy="20"
          r="16"
          fill="none"
          stroke="currentColor"
          strokeWidth="5"
          pathLength={period}
          strokeDasharray={`${left} ${period}`}
          transform="rotate(-90 20 20)"
        />
        <text x="20" y="25" fontSize="14" fontWeight="700" textAnchor="middle" fill="currentColor">
          {left}
        </text>
      </svg>
    </p>
  );
}
