import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { StepScreen } from './step-screen.tsx';

/** Step 1: what the vault is called, and whether keys need a passphrase beside them. */
export function NameStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const [name, setName] = useState(founding.name);
  const [passphrase, setPassphrase] = useState(founding.passphrase);
  const act = useCommand();
  const keys = founding.members.some((member) => member.keys.length > 0);
  const go = (): void =>
    void act.run(async () => {
      await ask('founding.name', { name: name.trim(), passphrase });
      await ask('founding.go', { step: 'members' });
    });
  return (
    <StepScreen
      founding={founding}
      title={t('founding.name.title')}
      main={
        <Button
          kind="main"
          onPress={go}
          busy={act.busy ? t('kit.busy') : null}
          blocked={name.trim() === '' ? t('founding.name.missing') : null}
        >
          {t('founding.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      <div className="two">
        <Card label={t('founding.steps.name')} spacing="large">
          <TextField
            label={t('founding.name.label')}
            hint={t('founding.name.hint')}
            value={name}
            onChange={setName}
            maxLength={60}
            required="yes"
          />
          <Checkbox
            checked={passphrase}
            onChange={setPassphrase}
            blocked={keys ? 'yes' : 'no'}
            hint={keys ? t('founding.name.passphraseFixed') : t('founding.name.passphraseHint')}
          >
            {t('founding.name.passphrase')}
          </Checkbox>
          <p className="small quiet path">
            {t('founding.name.file')}: {founding.path}
          </p>
        </Card>
        <Card title={t('founding.name.why')} kind="raised">
          <ol className="plain-list">
            <li>{t('founding.name.list.members')}</li>
            <li>{t('founding.name.list.keys')}</li>
            <li>{t('founding.name.list.rules')}</li>
            <li>{t('founding.name.list.sign')}</li>
            <li>{t('founding.name.list.rehearse')}</li>
          </ol>
          <p>{t('founding.name.room')}</p>
        </Card>
      </div>
    </StepScreen>
  );
}
