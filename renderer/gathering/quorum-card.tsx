import type { ReactNode } from 'react';
import type { PersonView, RequestView } from '../../shared/contract/view.ts';
import { useCompartmentNames, useNames, useShortNames, useVault } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { useErrorWords } from '../kit/error-note.tsx';
import { Icon, type IconShape } from '../kit/icon.tsx';
import { numberWord } from '../words/list.ts';
import { ruleSentence } from '../words/rule-sentence.ts';
import { utcTime } from '../words/time.ts';
import { t } from '../words/words.ts';
import { QuorumRing } from './dial.tsx';
import { useWhatOpens } from './scope-words.ts';

/** The quorum by names: who approved, who is at the key, who is missing, whose share failed and why. */
export function QuorumCard({ request }: { readonly request: RequestView }): ReactNode {
  const name = useNames();
  const approved = request.people.filter((one) => one.status === 'approved').map((one) => name(one.member));
  return (
    <Card label={t('emergency.gathering.quorum')}>
      <div className="count">
        <QuorumRing have={request.have} need={request.need} names={approved} />
        <div className="stack-s">
          <Headline request={request} />
          <Rules request={request} />
        </div>
      </div>
      <ol className="people" aria-label={t('emergency.gathering.people')}>
        {request.people.map((person) => (
          <Person key={person.member} person={person} />
        ))}
      </ol>
    </Card>
  );
}

function Headline({ request }: { readonly request: RequestView }): ReactNode {
  const scope = useWhatOpens()(request);
  const missing = request.need - request.have;
  if (missing <= 0) return <h2>{t('emergency.gathering.opening', { scope })}</h2>;
  const small = numberWord(missing);
  const words = small.charAt(0).toUpperCase() + small.slice(1);
  if (request.extends !== null) return <h2>{t('emergency.gathering.time', { count: missing, words, minutes: request.minutes })}</h2>;
  return <h2>{t('emergency.gathering.more', { count: missing, words, scope })}</h2>;
}

function Rules({ request }: { readonly request: RequestView }): ReactNode {
  const vault = useVault();
  const compartment = useCompartmentNames();
  const short = useShortNames();
  const several = request.quorums.length > 1;
  return request.quorums.map((quorum) => {
    const rule = vault.compartments.find((one) => one.id === quorum.compartment)?.rule;
    const each = { compartment: compartment(quorum.compartment), have: quorum.have, need: quorum.need };
    return (
      <div key={quorum.compartment}>
        {several ? <p>{t('emergency.gathering.each', each)}</p> : null}
        {rule === undefined ? null : <p className="quiet">{ruleSentence(rule, short)}</p>}
        {quorum.groups.map((group) => (
          <p key={group.name}>
            <b>{t('emergency.gathering.group', { name: group.name, have: group.have, need: group.need })}</b>{' '}
            <span className="quiet">{group.members.map(short).join(', ')}</span>
          </p>
        ))}
      </div>
    );
  });
}

const SHAPES: Readonly<Record<PersonView['status'], IconShape>> = {
  here: 'here',
  approved: 'good',
  waiting: 'wait',
  denied: 'no',
  fault: 'fault',
};
const TONES: Readonly<Record<PersonView['status'], string>> = {
  here: 'here',
  approved: 'good',
  waiting: 'wait',
  denied: 'bad',
  fault: 'bad',
};

function Person({ person }: { readonly person: PersonView }): ReactNode {
  const name = useNames();
  const errorWords = useErrorWords();
  const time = person.at === null ? '' : utcTime(person.at);
  const fault = person.fault === null ? null : errorWords(person.fault);
  return (
    <li className={TONES[person.status]}>
      <Icon shape={SHAPES[person.status]} className="shape" />
      <p className="who">{name(person.member)}</p>
      <p className="is">
        {person.status === 'approved' || person.status === 'denied'
          ? t(`emergency.gathering.status.${person.status}`, { time })
          : t(`emergency.gathering.status.${person.status}`)}
      </p>
      {person.reason === null ? null : <p className="why">{t('emergency.gathering.reason', { reason: person.reason })}</p>}
      {fault === null ? null : (
        <p className="why">
          {fault.says}
          <br />
          <b>{fault.fix}</b>
        </p>
      )}
    </li>
  );
}
