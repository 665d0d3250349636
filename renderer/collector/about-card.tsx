import { type ReactNode, useState } from 'react';
import { useMinute } from '../border/ticker.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';
import { Leave } from './leave.tsx';
import { MoveSheet } from './move-sheet.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell } from './told.ts';

type Active = StateOf<'active'>;

/** Who it is, what it tells whom, and the ways to another address or away from it. */
export function AboutCard({ collector, tell }: { readonly collector: Active; readonly tell: Tell }): ReactNode {
  const now = useMinute();
  const [moving, setMoving] = useState(false);
  const { name, address, since, waiting } = collector;
  const stays = [
    t('collector.about.leaveStays'),
    ...(waiting.entries === 0 ? [] : [t('collector.about.leaveWaiting', { count: waiting.entries })]),
    t('collector.about.leaveAgain'),
  ];
  return (
    <Card title={t('collector.about.title')}>
      <Facts
        facts={[
          { name: t('collector.about.name'), value: name },
          { name: t('collector.about.address'), value: address ?? t('collector.about.byFile') },
          { name: t('collector.about.since'), value: utcWhen(since, now) },
          ...policyFacts(collector),
          { name: t('collector.about.theirs'), value: collector.collectorWords.join(' ') },
          { name: t('collector.about.ours'), value: collector.stationWords.join(' ') },
        ]}
      />
      <div className="row">
        <Button onPress={() => setMoving(true)}>{address === null ? t('collector.about.give') : t('collector.about.move')}</Button>
        <Leave
          title={t('collector.about.leaveTitle', { name })}
          what={stays}
          stay={t('collector.about.leaveStay')}
          go={t('collector.about.leaveGo')}
          after={{ verdict: 'good', title: t('collector.none.left', { name }), what: t('collector.none.leftWhat') }}
          tell={tell}
        >
          {t('collector.about.leave')}
        </Leave>
      </div>
      {moving ? <MoveSheet address={address} tell={tell} onLeave={() => setMoving(false)} /> : null}
    </Card>
  );
}

function policyFacts({ policy }: Active): { readonly name: string; readonly value: string }[] {
  const { silenceHours, drillDays, disclosures } = policy;
  return [
    {
      name: t('collector.about.silence'),
      value: silenceHours === 0 ? t('collector.about.silenceNever') : t('collector.about.silenceWhat', { count: silenceHours }),
    },
    {
      name: t('collector.about.drill'),
      value: drillDays === 0 ? t('collector.about.drillNever') : t('collector.about.drillWhat', { count: drillDays }),
    },
    { name: t('collector.about.names'), value: t(`collector.about.namesWhat.${disclosures}`) },
  ];
}
