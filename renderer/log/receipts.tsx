import type { ReactNode } from 'react';
import type { SyncLine } from '../../shared/contract/collector-view.ts';
import { useMinute } from '../border/ticker.ts';
import { lastOf } from '../collector/last-receipt.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Sign } from '../kit/sign.tsx';
import { useNav } from '../shell/section.ts';
import { utcAt } from '../words/time.ts';
import { t } from '../words/words.ts';

/** Which part of the log the collector has signed for, and what waits. */
export function Receipts({ sync }: { readonly sync: SyncLine }): ReactNode {
  const now = useMinute();
  const nav = useNav();
  const { received, waiting } = sync;
  return (
    <Card title={t('collector.log.title')} spacing="small">
      {received === null ? (
        <Sign shape="wait" tone="ink">
          {t('collector.log.none')}
        </Sign>
      ) : (
        <>
          <Sign shape={received.verified ? 'good' : 'wait'} tone={received.verified ? 'good' : 'ink'}>
            {t('collector.log.upTo', { seq: lastOf(received) })}
          </Sign>
          <p>{t('collector.log.signed', { at: utcAt(received.at, now) })}</p>
        </>
      )}
      <div className="row apart">
        <div>
          <Sign shape={waiting === 0 ? 'good' : 'wait'} tone={waiting === 0 ? 'good' : 'ink'}>
            {waiting === 0 ? t('collector.log.all') : t('collector.log.wait', { count: waiting })}
          </Sign>
          {waiting === 0 || received === null ? null : <p>{t('collector.log.marked')}</p>}
        </div>
        <Button onPress={() => nav.go('collector')}>{t('collector.open')}</Button>
      </div>
    </Card>
  );
}
