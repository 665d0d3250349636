import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ROLES } from '../../shared/domain/member.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Facts } from '../kit/facts.tsx';
import { t } from '../words/words.ts';
import {
  addPerson,
  changePerson,
  isUntouched,
  membersMissing,
  type People,
  peopleFrom,
  peopleOf,
  TEMPLATES,
  type Template,
} from './draft-members.ts';
import { MissingList } from './missing.tsx';
import { PersonFields } from './person-fields.tsx';
import { StepScreen } from './step-screen.tsx';

// Object.keys forgets what the keys are.
const EACH_TEMPLATE = Object.keys(TEMPLATES) as Template[];

/** Step 2: who the members are and what each may do. */
export function MembersStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const [people, setPeople] = useState<People>(() => (founding.members.length === 0 ? peopleFrom('five') : peopleOf(founding)));
  const act = useCommand();
  const missing = membersMissing(people);
  const go = (): void =>
    void act.run(async () => {
      await ask('founding.members', { members: people.map(({ id, name, roles }) => ({ id, name: name.trim(), roles: [...roles] })) });
      await ask('founding.go', { step: 'keys' });
    });
  return (
    <StepScreen
      founding={founding}
      title={t('founding.members.title')}
      main={
        <Button kind="main" onPress={go} busy={act.busy ? t('kit.busy') : null} blocked={missing.length === 0 ? null : ''}>
          {t('founding.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      <div className="two">
        <section className="stack" aria-label={t('founding.steps.members')}>
          {isUntouched(people) ? <Templates onPick={(template) => setPeople(peopleFrom(template))} /> : null}
          <ol className="stack-s">
            {people.map((person, i) => (
              <li key={person.key}>
                <PersonFields
                  person={person}
                  number={i + 1}
                  onChange={(change) => setPeople(changePerson(people, person.key, change))}
                  onRemove={() => setPeople(people.filter((one) => one.key !== person.key))}
                />
              </li>
            ))}
          </ol>
          <Button onPress={() => setPeople(addPerson(people))}>{t('founding.members.add')}</Button>
        </section>
        <aside className="stack" aria-label={t('founding.still')}>
          <MissingList missing={missing} />
          <Card title={t('founding.members.roleTitle')} spacing="small">
            <Facts facts={ROLES.map((role) => ({ name: t(`members.roles.${role}`), value: t(`founding.members.does.${role}`) }))} />
          </Card>
          {people.some((one) => one.roles.includes('auditor')) ? null : <p className="quiet">{t('founding.members.advice')}</p>}
        </aside>
      </div>
    </StepScreen>
  );
}

function Templates({ onPick }: { readonly onPick: (template: Template) => void }): ReactNode {
  return (
    <fieldset className="stack-s">
      <legend>{t('founding.members.templates')}</legend>
      <div className="row">
        {EACH_TEMPLATE.map((template) => (
          <Button key={template} onPress={() => onPick(template)}>
            {t(`founding.members.template.${template}`)}
          </Button>
        ))}
      </div>
      <p className="small quiet">{t('founding.members.templateHint')}</p>
    </fieldset>
  );
}
