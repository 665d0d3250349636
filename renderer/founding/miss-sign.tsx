import type { ReactNode } from 'react';
import type { RuleWorth } from '../../shared/domain/rule-coalitions.ts';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

/** How many people, whoever they are, can be missing. */
export function MissSign({ worth }: { readonly worth: RuleWorth }): ReactNode {
  const { canMiss } = worth;
  if (canMiss < 1) {
    return (
      <Sign shape="care" tone="care">
        {t('founding.rules.miss.none')}
      </Sign>
    );
  }
  return (
    <Sign shape="good" tone="good">
      {canMiss === 1 ? t('founding.rules.miss.one') : t('founding.rules.miss.many', { count: canMiss })}
    </Sign>
  );
}
