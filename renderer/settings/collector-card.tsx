import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Sign } from '../kit/sign.tsx';
import { DRAWN } from '../shell/collector-fault.ts';
import { useNav } from '../shell/section.ts';
import { t } from '../words/words.ts';

/** The sign of each state; how far the log is received, the room says. */
const SIGNS = {
  none: { shape: 'todo', tone: 'ink' },
  carried: DRAWN.calm,
  asked: DRAWN.calm,
  active: { shape: 'good', tone: 'good' },
  refused: DRAWN.act,
  forked: DRAWN.grave,
  altered: DRAWN.grave,
} as const;

/** Who receives the log, and the way to it. */
export function CollectorCard(): ReactNode {
  const { collector } = useView();
  const nav = useNav();
  if (collector === null) return null;
  const off = collector.state === 'none';
  return (
    <Card title={t('collector.card.title')}>
      <div className="stack-s">
        <Sign {...SIGNS[collector.state]}>{t(`collector.card.states.${collector.state}`)}</Sign>
        <p>{'name' in collector ? collector.name : t('collector.card.alone')}</p>
      </div>
      <Button onPress={() => nav.go('collector')}>{off ? t('collector.card.setUp') : t('collector.card.open')}</Button>
    </Card>
  );
}
