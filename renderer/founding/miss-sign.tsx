import type { ReactNode } from 'react';
import type { RuleWorth } from '../../shared/domain/rule-coalitions.ts';
import { Sign } from '../kit/sign.tsx';
import { say } from '../words/words.ts';

/** How many people, whoever they are, can be missing. */
export function MissSign({ worth }: { readonly worth: RuleWorth }): ReactNode {
  const { canMiss } = worth;
  if (canMiss < 1) {
    return (
      <Sign shape="care" tone="care">
        {say('founding.rules.miss.none')}
      </Sign>
    );
  }
  return (
    <Sign shape="good" tone="good">
      {canMiss === 1 ? say('founding.rules.miss.one') : say('founding.rules.miss.many', { count: canMiss })}
    </Sign>
  );
}
