import type { ReactNode } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { useNames } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { listPlain } from '../words/list.ts';
import { rulePhrase } from '../words/rule-sentence.ts';
import { span } from '../words/time.ts';
import { t } from '../words/words.ts';

/** What everyone signs: members, rules, limits and what was accepted knowingly, in words. */
export function CharterSummary({ founding }: { readonly founding: FoundingView }): ReactNode {
  const nameOf = useNames();
  return (
    <Card title={t('founding.sign.charter')}>
      <p>
        <b>{founding.name}</b>
      </p>
      {founding.compartments.map((one) => (
        <div key={one.id} className="stack-s clause">
          <p className="say-it">
            {t('founding.sign.opens', { compartment: one.name })} <b>{rulePhrase(one.rule, nameOf)}</b>.
          </p>
          {one.override === null ? null : (
            <Sign shape="care" tone="care">
              {t('founding.sign.overridden', { compartment: one.name })}
            </Sign>
          )}
          <p className="quiet">
            {t('founding.sign.window', { minutes: one.policy.maxWindowMinutes, idle: span(one.policy.idleSeconds * 1000) })}
          </p>
        </div>
      ))}
      <div className="clause">
        <Facts
          facts={founding.members.map((member) => ({
            name: member.name,
            value: listPlain(member.roles.map((role) => t(`members.roles.${role}`))),
          }))}
        />
      </div>
      {founding.passphrase ? <p>{t('founding.sign.passphrase')}</p> : null}
      <p className="quiet">{t('founding.sign.amend')}</p>
    </Card>
  );
}
