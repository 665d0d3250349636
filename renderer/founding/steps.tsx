import type { ReactNode } from 'react';
import { FOUNDING_STEPS, type FoundingStep } from '../../shared/domain/founding.ts';
import { Icon } from '../kit/icon.tsx';
import { t } from '../words/words.ts';

/** The seven steps, and where this is. */
export function FoundingSteps({ at }: { readonly at: FoundingStep }): ReactNode {
  const here = FOUNDING_STEPS.indexOf(at);
  return (
    <ol className="founding-steps" aria-label={t('founding.stepsLabel')}>
      {FOUNDING_STEPS.map((step, i) => {
        const state = i < here || at === 'done' ? 'Done' : i === here ? 'Here' : 'Todo';
        return (
          <li key={step} {...(i === here ? { 'aria-current': 'step' as const } : {})}>
            <Icon shape={state === 'Done' ? 'good' : state === 'Here' ? 'here' : 'todo'} />
            <span>{t(`founding.steps.${step}`)}</span>
            <span className="vh">, {t(`founding.step${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
