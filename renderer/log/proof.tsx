import type { ReactNode } from 'react';
import type { CallOutput } from '../../shared/contract/handlers.ts';
import type { LogView } from '../../shared/contract/view.ts';
import { useMinute } from '../border/ticker.ts';
import { useView } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { useErrorWords } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { span, utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';
import { Receipts } from './receipts.tsx';

/** What the last verification of the log found. */
export type Verified = CallOutput<'log.verify'>;

/** What is proved of this log: by the last verification, and by who else has seen its head. */
export function Proof({ log, verified }: { readonly log: LogView; readonly verified: Verified | null }): ReactNode {
  const { sync } = useView();
  return (
    <aside className="stack" aria-label={t('log.proof.title')}>
      <Verdict log={log} verified={verified} />
      <HeadWords log={log} />
      {sync === null || sync.say === 'off' ? <Anchor log={log} /> : <Receipts sync={sync} />}
    </aside>
  );
}

function Anchor({ log }: { readonly log: LogView }): ReactNode {
  return (
    <Card title={t('log.anchor.title')} spacing="small">
      <Sign shape={log.unanchored === 0 ? 'good' : 'wait'} tone={log.unanchored === 0 ? 'good' : 'care'}>
        {log.unanchored === 0 ? t('log.anchor.all') : t('log.anchor.some', { count: log.unanchored })}
      </Sign>
      {log.unanchored === 0 ? null : <p>{t('log.anchor.why')}</p>}
    </Card>
  );
}

function Verdict({ log, verified }: { readonly log: LogView; readonly verified: Verified | null }): ReactNode {
  const now = useMinute();
  const inWords = useErrorWords();
  const verdict = verified?.verdict ?? log.lastVerified?.verdict ?? null;
  if (verdict === null) {
    return (
      <Card title={t('log.proof.never')} spacing="small">
        <p>{t('log.proof.neverWhat')}</p>
      </Card>
    );
  }
  if (verdict === 'tampered') {
    const { firstBad } = verified ?? { firstBad: null };
    return (
      <Card title={t('log.proof.tampered')} kind="raised" spacing="small">
        {firstBad === null ? null : (
          <Sign shape="fault" tone="bad">
            {t('log.proof.tamperedWhat', {
              seq: firstBad.seq.toLocaleString('en-GB'),
              why: inWords({ code: firstBad.code, detail: {} }).says,
            })}
          </Sign>
        )}
        <p>{t('log.proof.tamperedNext')}</p>
      </Card>
    );
  }
  const when = utcWhen(log.lastVerified?.at ?? now, now);
  const count = verified?.entries ?? log.entries;
  return (
    <Card title={verdict === 'proven' ? t('log.proof.proven') : t('log.proof.incomplete')} spacing="small">
      <Sign shape={verdict === 'proven' ? 'good' : 'care'} tone={verdict === 'proven' ? 'good' : 'care'}>
        {t('log.proof.provenWhat', { when, count })}
      </Sign>
      {verified === null ? null : <p className="small quiet">{t('log.proof.took', { span: tookWords(verified.ms) })}</p>}
      {verdict === 'proven' ? null : <p>{t('log.proof.incompleteWhat')}</p>}
    </Card>
  );
}

function tookWords(ms: number): string {
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : span(ms);
}

/** The head in six words, to be compared by voice. */
export function HeadWords({ log }: { readonly log: LogView }): ReactNode {
  return (
    <Card title={t('log.head.title')} spacing="small">
      <p className="quiet">{t('log.head.same')}</p>
      <p className="six-words">
        {log.words.map((word, i) => {
          // The same word may come twice; they never change places.
          const at = `${i}`;
          return <span key={at}>{word} </span>;
        })}
      </p>
      <p className="mono small quiet">{(log.root.match(/.{1,8}/g) ?? []).join(' ')}</p>
    </Card>
  );
}
