import { type ReactNode, useState } from 'react';
import type { DraftCompartment, FoundingView } from '../../shared/contract/view.ts';
import { ruleFaults } from '../../shared/domain/rule-check.ts';
import { ruleWorth } from '../../shared/domain/rule-coalitions.ts';
import { ask } from '../border/ask.ts';
import { useNames } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { rulePhrase } from '../words/rule-sentence.ts';
import { t } from '../words/words.ts';
import { MissSign } from './miss-sign.tsx';
import { MissingList } from './missing.tsx';
import { StepScreen } from './step-screen.tsx';

/** The compartments so far, each with its rule as people say it. */
export function CompartmentList(props: {
  readonly founding: FoundingView;
  readonly onAdd: () => void;
  readonly onEdit: (one: DraftCompartment) => void;
}): ReactNode {
  const { founding, onAdd } = props;
  const act = useCommand();
  const missing = founding.missing.filter((one) => one.step === 'rules');
  return (
    <StepScreen
      founding={founding}
      title={t('founding.rules.title')}
      subtitle={t('founding.rules.say')}
      main={
        <Button
          kind="main"
          onPress={() => void act.run(async () => void (await ask('founding.go', { step: 'sign' })))}
          busy={act.busy ? t('kit.busy') : null}
          blocked={missing.length === 0 ? null : founding.compartments.length === 0 ? t('founding.rules.needOne') : ''}
        >
          {t('founding.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      <div className="two">
        <Card title={t('founding.rules.list')} spacing="small">
          {founding.compartments.length === 0 ? <p>{t('founding.rules.none')}</p> : null}
          <ul className="rows">
            {founding.compartments.map((one) => (
              <li key={one.id}>
                <Line one={one} founding={founding} onEdit={() => props.onEdit(one)} />
              </li>
            ))}
          </ul>
          <Button kind={missing.length === 0 ? 'ordinary' : 'strong'} onPress={onAdd}>
            {t('founding.rules.add')}
          </Button>
        </Card>
        <aside className="stack" aria-label={t('founding.still')}>
          <MissingList missing={missing} />
        </aside>
      </div>
    </StepScreen>
  );
}

interface LineProps {
  readonly one: DraftCompartment;
  readonly founding: FoundingView;
  readonly onEdit: () => void;
}

function Line({ one, founding, onEdit }: LineProps): ReactNode {
  const nameOf = useNames();
  const [asking, setAsking] = useState(false);
  const act = useCommand();
  const { name } = one;
  const remove = (): void =>
    void act.run(async () => {
      await ask('founding.compartments', { compartments: founding.compartments.filter((other) => other.id !== one.id) });
    });
  return (
    <>
      <div className="stack-s">
        <p className="name">{name}</p>
        <p>
          {t('founding.rules.opensWith')} <b>{rulePhrase(one.rule, nameOf)}</b>
        </p>
        {one.summary === '' ? null : <p className="quiet">{one.summary}</p>}
        {ruleFaults(one.rule, founding.members).length === 0 ? <MissSign worth={ruleWorth(one.rule)} /> : null}
      </div>
      <div className="row">
        <Button label={t('founding.rules.editNamed', { name })} onPress={onEdit}>
          {t('founding.rules.edit')}
        </Button>
        <Button label={t('founding.rules.removeNamed', { name })} onPress={() => setAsking(true)}>
          {t('founding.rules.remove')}
        </Button>
      </div>
      {asking ? (
        <Sheet kind="alert" title={t('founding.rules.removeTitle', { name })} onLeave={() => setAsking(false)}>
          <p>{t('founding.rules.removeWhat')}</p>
          <ErrorNote error={act.error} />
          <div className="row">
            <Button focusFirst="yes" onPress={() => setAsking(false)}>
              {t('founding.rules.keepIt')}
            </Button>
            <Button kind="stop" onPress={remove}>
              {t('founding.rules.removeNamed', { name })}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
