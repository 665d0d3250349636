import { type ReactNode, useEffect, useState } from 'react';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { Playbook } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';
import { useCompartmentNames, useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Screen } from '../shell/screen.tsx';
import { listPlain } from '../words/list.ts';
import { t } from '../words/words.ts';

/** Every playbook with its steps. */
export function PlaybookList({ onEdit }: { readonly onEdit: (playbook: Playbook | 'new') => void }): ReactNode {
  const { desk } = useView();
  const [playbooks, setPlaybooks] = useState<readonly Playbook[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let here = true;
    ask('playbook.list', {}).then(
      (answer) => {
        if (here) setPlaybooks(answer.playbooks);
      },
      (thrown: unknown) => {
        if (here) setError(isAppError(thrown) ? thrown : new AppError('internal', String(thrown)));
      },
    );
    return () => {
      here = false;
    };
  }, []);
  const steward = desk?.roles.includes('steward') === true;
  const blocked = steward ? null : t('playbook.onlySteward');
  return (
    <Screen
      id="playbooks"
      title={t('playbook.title')}
      subtitle={t('playbook.say')}
      buttons={
        <Button kind="main" blocked={blocked} onPress={() => onEdit('new')}>
          {t('playbook.add')}
        </Button>
      }
    >
      <div className="stack">
        <ErrorNote error={error} />
        {playbooks === null && error === null ? <p className="quiet">{t('playbook.loading')}</p> : null}
        {playbooks?.length === 0 ? (
          <>
            <h2>{t('playbook.none')}</h2>
            <p>{t('playbook.noneNext')}</p>
          </>
        ) : null}
        <div className="cards">
          {(playbooks ?? []).map((one) => (
            <PlaybookCard key={one.id ?? one.title} playbook={one} onEdit={steward ? () => onEdit(one) : null} />
          ))}
        </div>
      </div>
    </Screen>
  );
}

function PlaybookCard({ playbook, onEdit }: { readonly playbook: Playbook; readonly onEdit: (() => void) | null }): ReactNode {
  const compartmentName = useCompartmentNames();
  const { title, systems } = playbook;
  const compartment = compartmentName(playbook.compartment);
  return (
    <Card label={title} spacing="small">
      <div className="row apart">
        <h2>{title}</h2>
        {onEdit === null ? null : (
          <Button onPress={onEdit} label={t('playbook.editNamed', { title })}>
            {t('playbook.edit')}
          </Button>
        )}
      </div>
      <p className="quiet">{systems.length === 0 ? compartment : t('playbook.of', { compartment, systems: listPlain(systems) })}</p>
      <ol className="plain-list">
        {playbook.steps.map((step, i) => {
          // A step has no identity but its place.
          const at = `${i}`;
          return (
            <li key={at}>
              <b>{step.text}</b>
              {step.detail === '' ? null : <p className="quiet">{step.detail}</p>}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
