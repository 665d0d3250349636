import { type ReactNode, useEffect, useState } from 'react';
import type { Playbook } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { announce } from '../kit/live-region.tsx';
import { t } from '../words/words.ts';

/** The playbooks of what is open; empty where there are none, or where nobody may read them. */
export function usePlaybooks(compartments: readonly string[]): readonly Playbook[] {
  const [found, setFound] = useState<readonly Playbook[]>([]);
  useEffect(() => {
    let over = false;
    ask('playbook.list', {}).then(
      ({ playbooks }) => {
        if (!over) setFound(playbooks);
      },
      () => {},
    );
    return () => {
      over = true;
    };
  }, []);
  return found.filter((one) => compartments.includes(one.compartment));
}

/** The playbook of this system first, else the first of what is open. */
export function playbookFor(playbooks: readonly Playbook[], system: string | null): Playbook | null {
  const fits = playbooks.find((one) => system !== null && one.systems.some((named) => named.toLowerCase() === system.toLowerCase()));
  return fits ?? playbooks[0] ?? null;
}

export interface RailProps {
  readonly playbook: Playbook;
  /** How many of its steps are done. */
  readonly done: number;
  readonly onDone: (done: number) => void;
}

/** The steps of a playbook, beside the credentials: what is done, what is now, what comes. */
export function PlaybookRail({ playbook, done, onDone }: RailProps): ReactNode {
  const steps = playbook.steps.map((step, i) => ({ ...step, place: i + 1 }));
  const over = done >= steps.length;
  const advance = (): void => {
    announce(steps[done + 1]?.text ?? t('emergency.opened.rail.all'));
    onDone(done + 1);
  };
  return (
    <section className="rail stack-s" aria-label={t('emergency.opened.rail.label')}>
      <h3>{t('emergency.opened.rail.title', { title: playbook.title })}</h3>
      <ol className="steps">
        {steps.map((step) => {
          const state = step.place <= done ? 'stepDone' : step.place === done + 1 ? 'stepHere' : 'stepTodo';
          return (
            <li key={step.place} {...(state === 'stepHere' ? { 'aria-current': 'step' as const } : {})}>
              <span className={state === 'stepDone' ? 'good' : ''}>
                <Icon shape={state === 'stepDone' ? 'good' : state === 'stepHere' ? 'here' : 'todo'} />
                <span className="vh">{t(`emergency.opened.rail.${state}`)}</span>
              </span>
              <div>
                {step.text}
                {state === 'stepHere' && step.detail !== '' ? <p>{step.detail}</p> : null}
              </div>
            </li>
          );
        })}
      </ol>
      {over ? (
        <>
          <p className="good">
            <b>{t('emergency.opened.rail.all')}</b>
          </p>
          <Button width="wide" onPress={() => onDone(0)}>
            {t('emergency.opened.rail.again')}
          </Button>
        </>
      ) : (
        <Button width="wide" onPress={advance}>
          {t('emergency.opened.rail.done', { at: done + 1 })}
        </Button>
      )}
    </section>
  );
}
