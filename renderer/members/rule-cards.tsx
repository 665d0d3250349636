import type { ReactNode } from 'react';
import type { CompartmentView, VaultView } from '../../shared/contract/view.ts';
import { ruleWorth } from '../../shared/domain/rule-coalitions.ts';
import { useNames } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { listAnd } from '../words/list.ts';
import { rulePhrase } from '../words/rule-sentence.ts';
import { span } from '../words/time.ts';
import { t } from '../words/words.ts';

/** Each real compartment's rule and limits, as the charter has them. */
export function RuleCards({ vault }: { readonly vault: VaultView }): ReactNode {
  return (
    <div className="cards">
      {vault.compartments
        .filter((one) => one.kind === 'real')
        .map((one) => (
          <RuleCard key={one.id} one={one} decoy={vault.compartments.some((other) => other.decoyOf === one.id)} />
        ))}
    </div>
  );
}

function RuleCard({ one, decoy }: { readonly one: CompartmentView; readonly decoy: boolean }): ReactNode {
  const nameOf = useNames();
  const { policy } = one;
  const { canMiss, cannotMiss } = ruleWorth(one.rule);
  return (
    <Card title={one.name} spacing="small">
      <p className="say-it">
        {t('members.rules.opens', { name: one.name })} <b>{rulePhrase(one.rule, nameOf)}</b>.
      </p>
      {canMiss > 0 ? (
        <Sign shape="good" tone="good">
          {canMiss === 1 ? t('founding.rules.miss.one') : t('founding.rules.miss.many', { count: canMiss })}
        </Sign>
      ) : (
        <Sign shape="care" tone="care">
          {t('members.rules.cannotMiss', { list: listAnd(cannotMiss.map(nameOf)) })}
        </Sign>
      )}
      <Facts
        facts={[
          {
            name: t('members.rules.window'),
            value: t('members.rules.windowMost', { minutes: policy.maxWindowMinutes, idle: span(policy.idleSeconds * 1000) }),
          },
          { name: t('members.rules.lapse'), value: t('members.rules.lapseAfter', { minutes: policy.lapseMinutes }) },
          {
            name: t('members.rules.asks'),
            value: policy.requesterMayApprove ? t('members.rules.asksMay') : t('members.rules.asksMayNot'),
          },
          { name: t('members.rules.drill'), value: t('members.rules.every', { days: policy.drillEveryDays }) },
          { name: t('members.rules.rotate'), value: t('members.rules.within', { hours: policy.rotateWithinHours }) },
        ]}
      />
      <p className="small quiet">
        {t('members.rules.set', { generation: one.generation })}. {decoy ? t('members.rules.decoy', { name: one.name }) : null}
      </p>
    </Card>
  );
}
