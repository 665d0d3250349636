import type { ReactNode } from 'react';
import type { ClosingView } from '../../shared/contract/view.ts';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { span } from '../words/time.ts';
import { t } from '../words/words.ts';

/** How the drill went: time to quorum, time to the first credential, refusals. */
export function DrillFigures({ closing }: { readonly closing: ClosingView }): ReactNode {
  const time = (ms: number | null): string => (ms === null ? t('emergency.closing.result.never') : span(ms));
  return (
    <Card title={t('emergency.closing.result.title')}>
      <Facts
        facts={[
          { name: t('emergency.closing.result.quorum'), value: time(closing.toQuorumMs) },
          { name: t('emergency.closing.result.first'), value: time(closing.toFirstMs) },
          {
            name: t('emergency.closing.result.refusals'),
            value: closing.refusals === 0 ? t('emergency.closing.result.none') : closing.refusals,
          },
        ]}
      />
    </Card>
  );
}
