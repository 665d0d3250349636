import type { ReactNode } from 'react';
import type { Rule } from '../../shared/domain/rule.ts';
import type { RuleMeaning as Meaning, RuleAdvice } from '../../shared/domain/rule-advice.ts';
import type { RuleFault } from '../../shared/domain/rule-check.ts';
import { dualRule } from '../../shared/domain/rule-coalitions.ts';
import { useNames } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { useErrorWords } from '../kit/error-note.tsx';
import { Note } from '../kit/note.tsx';
import { listAnd, listOr, numberWord } from '../words/list.ts';
import { rulePhrase } from '../words/rule-sentence.ts';
import { t } from '../words/words.ts';
import { MissSign } from './miss-sign.tsx';

/** What a rule means while it is drawn: who can be missing, what stands in its way, the smallest groups that open it. */
export function RuleMeaningPanel(props: {
  readonly advice: RuleAdvice;
  readonly rule: Rule;
  readonly compartment: string;
  /** Where a founder accepts what stands in its way, right beneath it. */
  readonly accept: ReactNode;
  readonly onRegisterSpare: () => void;
}): ReactNode {
  const { advice, compartment } = props;
  const { meaning } = advice;
  return (
    <Card title={t('founding.rules.means')} kind="raised">
      <div aria-live="polite" className="stack">
        {advice.refusals.map((fault) => (
          <Refusal key={`${fault.code}-${fault.path.join('.')}`} fault={fault} compartment={compartment} />
        ))}
      </div>
      {props.accept}
      {meaning === null ? null : <Worth meaning={meaning} rule={props.rule} />}
      {meaning === null ? null : (
        <>
          <OneKey meaning={meaning} compartment={compartment} onRegisterSpare={props.onRegisterSpare} />
          <Coalitions meaning={meaning} />
        </>
      )}
    </Card>
  );
}

function Worth({ meaning, rule }: { readonly meaning: Meaning; readonly rule: Rule }): ReactNode {
  const nameOf = useNames();
  return (
    <div className="stack-s">
      <MissSign worth={meaning} />
      {meaning.fewest === null ? null : <p>{t('founding.rules.fewest', { count: meaning.fewest })}</p>}
      <p>{t('founding.rules.shutIf', { who: rulePhrase(dualRule(rule), nameOf) })}</p>
      {meaning.severalGroups.length === 0 ? null : (
        <p className="care">{t('founding.rules.several', { list: listAnd(meaning.severalGroups.map(nameOf)) })}</p>
      )}
    </div>
  );
}

function Refusal({ fault, compartment }: { readonly fault: RuleFault; readonly compartment: string }): ReactNode {
  const nameOf = useNames();
  const inWords = useErrorWords();
  const list = listAnd(fault.members.map(nameOf));
  if (fault.code === 'rule.one_person_suffices') {
    return (
      <Note verdict="bad" title={t('founding.rules.refuse.suffices')}>
        <p>{t('founding.rules.refuse.sufficesWhat', { list, compartment })}</p>
      </Note>
    );
  }
  if (fault.code === 'rule.one_loss_locks') {
    return (
      <Note verdict="care" title={t('founding.rules.refuse.locks')}>
        <p>{t('founding.rules.refuse.locksWhat', { list: listOr(fault.members.map(nameOf)), compartment })}</p>
      </Note>
    );
  }
  const { says, fix } = inWords(fault);
  return (
    <Note verdict="bad" title={says}>
      <p>{fix}</p>
    </Note>
  );
}

function OneKey(props: { readonly meaning: Meaning; readonly compartment: string; readonly onRegisterSpare: () => void }): ReactNode {
  const nameOf = useNames();
  const [first] = props.meaning.oneKeyAway;
  if (first === undefined) return null;
  const member = nameOf(first.member);
  return (
    <Note
      verdict="care"
      title={t('founding.rules.oneKey')}
      act={<Button onPress={props.onRegisterSpare}>{t('founding.rules.oneKeyFix', { member })}</Button>}
    >
      <p>{t('founding.rules.oneKeyWhat', { member, compartment: props.compartment, others: listAnd(first.restsOn.map(nameOf)) })}</p>
    </Note>
  );
}

function Coalitions({ meaning }: { readonly meaning: Meaning }): ReactNode {
  const nameOf = useNames();
  const { count, sets } = meaning.coalitions;
  const title =
    sets.length < count
      ? t('founding.rules.coalitionsSome', { shown: sets.length, count })
      : t('founding.rules.coalitionsAll', { count, number: numberWord(count) });
  return (
    <div className="stack-s">
      <h3>{title}</h3>
      <ul className="coalitions">
        {sets.map((set) => (
          <li key={set.join(' ')}>{listAnd(set.map(nameOf))}</li>
        ))}
      </ul>
    </div>
  );
}
