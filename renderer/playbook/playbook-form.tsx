import { type ReactNode, useState } from 'react';
import type { Playbook } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';
import { useVault } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Screen } from '../shell/screen.tsx';
import { useNav, useUnsaved } from '../shell/section.ts';
import { t } from '../words/words.ts';
import { addStep, changeStep, type DraftSteps, moveStep, removeStep } from './draft-steps.ts';
import { StepFields } from './step-fields.tsx';

/** Writes a playbook, new (null) or changed. Nothing in it is secret. */
export function PlaybookForm({ playbook, onLeave }: { readonly playbook: Playbook | null; readonly onLeave: () => void }): ReactNode {
  const { compartments } = useVault();
  const real = compartments.filter((one) => one.kind === 'real');
  const [title, setTitle] = useState(playbook?.title ?? '');
  const [compartment, setCompartment] = useState(playbook?.compartment ?? real[0]?.id ?? null);
  const [systems, setSystems] = useState((playbook?.systems ?? []).join(', '));
  const [steps, setSteps] = useState<DraftSteps>(() =>
    playbook === null ? addStep([]) : playbook.steps.map((step, key) => ({ key, text: step.text, detail: step.detail })),
  );
  const act = useCommand();
  const nav = useNav();
  // As it stood when the form was opened: what is typed and taken back again is nothing to lose.
  const now = JSON.stringify([title, compartment, systems, steps.map(({ text, detail }) => [text, detail])]);
  const [before] = useState(now);
  useUnsaved(now !== before && !act.busy);
  const written = steps.filter((step) => step.text.trim() !== '');
  const blocked = title.trim() === '' ? t('playbook.needTitle') : written.length === 0 ? t('playbook.needStep') : null;
  const keep = (): void => {
    if (compartment === null) return;
    void act.run(async () => {
      await ask('playbook.store', {
        id: playbook?.id ?? null,
        title: title.trim(),
        compartment,
        systems: systems
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
        steps: written.map((step) => ({ text: step.text.trim(), detail: step.detail.trim() })),
      });
      announce(t('playbook.kept', { title: title.trim() }));
      onLeave();
    });
  };
  return (
    <Screen
      id={`playbook-${playbook?.id ?? 'new'}`}
      title={playbook === null ? t('playbook.newTitle') : playbook.title}
      buttons={
        <>
          <Button onPress={() => nav.leave(onLeave)}>{t('playbook.back')}</Button>
          <Button kind="main" onPress={keep} blocked={blocked} busy={act.busy ? t('kit.busy') : null}>
            {t('playbook.keep')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={act.error} />
        <Card label={t('playbook.about')}>
          <TextField
            label={t('playbook.name')}
            hint={t('playbook.nameHint')}
            value={title}
            onChange={setTitle}
            maxLength={200}
            required="yes"
          />
          <div className="pair">
            <Select
              label={t('playbook.compartment')}
              hint={t('playbook.compartmentHint')}
              value={compartment}
              options={real.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setCompartment}
            />
            <TextField label={t('playbook.systems')} hint={t('playbook.systemsHint')} value={systems} onChange={setSystems} />
          </div>
        </Card>
        <ol className="stack">
          {steps.map((step, i) => (
            <li key={step.key}>
              <StepFields
                step={step}
                number={i + 1}
                of={steps.length}
                onChange={(change) => setSteps(changeStep(steps, step.key, change))}
                onMove={(by) => setSteps(moveStep(steps, step.key, by))}
                onRemove={() => setSteps(removeStep(steps, step.key))}
              />
            </li>
          ))}
        </ol>
        <Button onPress={() => setSteps(addStep(steps))}>{t('playbook.addStep')}</Button>
      </div>
    </Screen>
  );
}
