import type { ReactNode } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { FOUNDING_STEPS } from '../../shared/domain/founding.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { LeaveFounding } from './leave-founding.tsx';
import { stepBefore } from './step-order.ts';
import { FoundingSteps } from './steps.tsx';

export interface StepScreenProps {
  readonly founding: FoundingView;
  readonly title: string;
  readonly subtitle?: string;
  /** The step's primary action. */
  readonly main: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a step: which one it is, the way back, out and on. */
export function StepScreen({ founding, title, subtitle: sentence, main, children }: StepScreenProps): ReactNode {
  const back = useCommand();
  const before = stepBefore(founding.step);
  const step = FOUNDING_STEPS.indexOf(founding.step) + 1;
  return (
    <Screen
      id={`founding-${founding.step}`}
      title={title}
      over={founding.kind === 'practice' ? t('founding.overPractice', { step }) : t('founding.over', { step })}
      {...(sentence === undefined ? {} : { subtitle: sentence })}
      buttons={
        <>
          {founding.step === 'done' ? null : <LeaveFounding founding={founding} />}
          {before === null ? null : (
            <Button onPress={() => void back.run(async () => void (await ask('founding.go', { step: before })))}>
              {t('founding.back')}
            </Button>
          )}
          {main}
        </>
      }
    >
      <div className="stack">
        <FoundingSteps at={founding.step} />
        <ErrorNote error={back.error} />
        {children}
      </div>
    </Screen>
  );
}
