import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

const WEAK: ReadonlySet<string> = new Set(['file', 'basic_text']);

/** What the machine can and cannot do, with the way out of what it cannot. */
export function HostCard(): ReactNode {
  const { host } = useView();
  const weak = WEAK.has(host.logKeyIn);
  return (
    <Card title={t('settings.host.title')}>
      <Facts
        facts={[
          { name: t('settings.host.runs'), value: host.name },
          { name: t('settings.host.version'), value: host.version },
          {
            name: t('settings.host.logKey'),
            value: (
              <Sign shape={weak ? 'care' : 'good'} tone={weak ? 'care' : 'good'}>
                {t(`settings.host.where.${host.logKeyIn}`)}
              </Sign>
            ),
          },
        ]}
      />
      {weak ? <p>{t('settings.host.weak')}</p> : null}
      <div className="stack-s">
        <Sign shape={host.asksPin ? 'good' : 'care'} tone={host.asksPin ? 'good' : 'care'}>
          {host.asksPin ? t('settings.host.pinYes') : t('settings.host.pinNo')}
        </Sign>
        {host.asksPin ? null : <p>{t('settings.host.pinFix')}</p>}
      </div>
      <p>{t('settings.host.prf')}</p>
      <p>{t('settings.host.network')}</p>
    </Card>
  );
}
