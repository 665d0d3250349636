import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Select } from '../kit/select.tsx';
import { t } from '../words/words.ts';
import { StepScreen } from './step-screen.tsx';

/** Step 6: the file is closed and read again, and a real quorum opens the decoys. What follows is the common gathering. */
export function RehearseStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const operators = founding.members.filter((one) => one.roles.includes('operator'));
  const [operator, setOperator] = useState<string | null>(operators[0]?.id ?? null);
  const act = useCommand();
  const go = (): void => {
    if (operator !== null) void act.run(async () => void (await ask('founding.rehearse', { operator })));
  };
  return (
    <StepScreen
      founding={founding}
      title={t('founding.rehearse.title')}
      subtitle={t('founding.rehearse.say')}
      main={
        <Button
          kind="main"
          onPress={go}
          busy={act.busy ? t('founding.rehearse.busy') : null}
          blocked={operator === null ? t('founding.rehearse.choose') : null}
        >
          {t('founding.rehearse.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      <div className="two">
        <Card title={t('founding.rehearse.how')}>
          <ol className="plain-list">
            <li>{t('founding.rehearse.list.close')}</li>
            <li>{t('founding.rehearse.list.reopen')}</li>
            <li>{t('founding.rehearse.list.declare')}</li>
            <li>{t('founding.rehearse.list.gather')}</li>
            <li>{t('founding.rehearse.list.seal')}</li>
          </ol>
        </Card>
        <Card label={t('founding.rehearse.operator')} kind="raised">
          <Select
            label={t('founding.rehearse.operator')}
            value={operator}
            prompt={t('founding.rehearse.prompt')}
            options={operators.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setOperator}
          />
          <p className="quiet">{t('founding.rehearse.fail')}</p>
        </Card>
      </div>
    </StepScreen>
  );
}
