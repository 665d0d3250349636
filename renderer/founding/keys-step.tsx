import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { Note } from '../kit/note.tsx';
import { t } from '../words/words.ts';
import { EnrolCard, type Enrolled } from './enrol-card.tsx';
import { FounderKeys } from './founder-keys.tsx';
import { type Founder, nextLabel, nextToRegister } from './key-labels.ts';
import { StepScreen } from './step-screen.tsx';

/** Step 3: everyone registers one or two keys, one person at the machine after the other. */
export function KeysStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const { host } = useView();
  const touch = useTouch();
  const act = useCommand();
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  const next = nextToRegister(founding.members);
  const missing = founding.missing.filter((one) => one.step === 'keys');
  const withKey = founding.members.filter((one) => one.keys.length > 0).length;
  const register = (member: Founder): void => {
    const label = nextLabel(member);
    setEnrolled(null);
    touch.cancel();
    touch.start({ kind: 'enrol', member: member.id, label }, () => {
      setEnrolled({ name: member.name, label });
      announce(t('founding.keys.done', { name: member.name, label }), 'now');
    });
  };
  return (
    <StepScreen
      founding={founding}
      title={t('founding.keys.title')}
      subtitle={t('founding.keys.progress', { done: withKey, all: founding.members.length })}
      main={
        <Button
          kind={missing.length === 0 ? 'main' : 'ordinary'}
          onPress={() => void act.run(async () => void (await ask('founding.go', { step: 'rules' })))}
          busy={act.busy ? t('kit.busy') : null}
          blocked={missing.length === 0 ? null : ''}
        >
          {t('founding.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      {host.asksPin ? null : <Note verdict="care" title={t('founding.keys.noPin')} />}
      <div className="two">
        <Card title={t('founding.keys.people')} spacing="small">
          <ul className="rows">
            {founding.members.map((member) => (
              <li key={member.id}>
                <FounderKeys member={member} isNext={member.id === next?.id} onRegister={() => register(member)} />
              </li>
            ))}
          </ul>
        </Card>
        <EnrolCard touch={touch} enrolled={enrolled} next={next} onRegister={register} />
      </div>
    </StepScreen>
  );
}
